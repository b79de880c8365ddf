package io.lamplighter.interactions.schedules;

import java.time.Instant;

/**
 * How a schedule stands.
 *
 * @param nextAt the time it is due for next; null when there is none
 * @param fireAt when that time is fired; null when at that time itself
 * @param lastAt the last time it was fired for
 * @param lastEndedAt when an interaction of it last ended
 * @param running whether an interaction of it runs
 */
record Standing(
        Instant nextAt, Instant fireAt, Instant lastAt, Instant lastEndedAt, boolean running, String lastError) {
    static final Standing NEW = new Standing(null, null, null, null, false, null);

    Standing waitingFor(Instant next, Instant fire) {
        return new Standing(next, fire, lastAt, lastEndedAt, running, lastError);
    }

    /** When it is to be fired; null when never. */
    Instant firesAt() {
        return nextAt == null || fireAt == null || fireAt.isBefore(nextAt) ? nextAt : fireAt;
    }
}
