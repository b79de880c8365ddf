package io.lamplighter.interactions.interactions;

/** Told within this replica after workflows were stored, which have steps and no runs of their own. */
public record WorkflowsStored() {}
