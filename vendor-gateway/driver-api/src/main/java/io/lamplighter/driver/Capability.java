package io.lamplighter.driver;

/** What a driver may be able to do; whatever it does not declare, it refuses as {@link DriverException.Unsupported}. */
public enum Capability {
    READ_STATUSES,
    READ_ATTRIBUTES,
    SET_STATUSES,
    SET_ATTRIBUTES,
    /** A set answers what was read back afterwards. */
    READ_BACK,
    DISCOVER
}
