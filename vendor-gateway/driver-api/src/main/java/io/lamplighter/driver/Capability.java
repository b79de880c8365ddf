package io.lamplighter.driver;

/** What a driver may be able to do; whatever it does not declare, it refuses as {@link DriverException.Unsupported}. */
public enum Capability {
    READ_STATUSES,
    READ_ATTRIBUTES,
    SET_STATUSES,
    SET_ATTRIBUTES,
    /** A set answers what was read back afterwards. */
    READ_BACK,
    DISCOVER,
    /** {@link Driver#check} tells whether an account's credentials are good. */
    CHECK_ACCOUNT,
    /** {@link Driver#readAll} reads many devices of one account in one call to the vendor. */
    BATCH_READ,
    /** {@link Driver#subscribe} tells what happens as it happens. */
    PUSH,
    /** {@link Driver#history} tells what was observed in the past. */
    IMPORT_HISTORY,
    /** {@link Driver#receive} understands what the vendor posts to the gateway. */
    WEBHOOK
}
