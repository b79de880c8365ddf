package io.lamplighter.devices.registry;

/** An event: a change of some device was just committed and is not announced yet. */
public record DevicesChanged() {}
