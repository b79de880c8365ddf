package io.lamplighter.driver.tck;

/** What a {@link FakeBackend} can be made to do wrong. */
public enum Fault {
    /** Refuses or cuts every connection. */
    CUT_OFF,
    /** Answers only after a minute. */
    SLOW,
    /** Answers what its protocol does not allow: cut short, empty, of wrong types. */
    RUDE,
    /** Answers that it is asked too often. */
    RATE_LIMITED
}
