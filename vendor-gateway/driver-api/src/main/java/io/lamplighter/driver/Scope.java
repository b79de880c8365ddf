package io.lamplighter.driver;

/** What of a device to read. */
public enum Scope {
    STATUSES,
    ATTRIBUTES,
    ALL;

    /** Whether an observation belongs to what was asked for. */
    public boolean includes(Observation observation) {
        return switch (observation) {
            case Observation.Attribute attribute -> this != STATUSES;
            case Observation.Status status -> this != ATTRIBUTES;
        };
    }
}
