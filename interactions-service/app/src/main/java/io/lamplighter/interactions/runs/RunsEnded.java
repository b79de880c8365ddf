package io.lamplighter.interactions.runs;

/** Told within this replica after runs have ended. */
public record RunsEnded() {}
