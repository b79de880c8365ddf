package io.lamplighter.observations.series;

import java.util.UUID;

/** A name at a device. As its units or its kind change it has more than one series, but one value at a time. */
public record Named(UUID deviceId, String name) {}
