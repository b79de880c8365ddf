package io.lamplighter.interactions.timing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When something is due. */
public sealed interface Timing {
    /** The first time after this one; empty when there is none. */
    Optional<Instant> after(Instant time);

    /** The last time at or before this one; empty when there is none. */
    Optional<Instant> atOrBefore(Instant time);

    /** Whether a time is missed when it is late; what is counted from an end only moves. */
    default boolean canBeMissed() {
        return true;
    }

    /** The times of a crontab line. */
    record ByCrontab(Crontab crontab) implements Timing {
        @Override
        public Optional<Instant> after(Instant time) {
            return crontab.after(time);
        }

        @Override
        public Optional<Instant> atOrBefore(Instant time) {
            return crontab.atOrBefore(time);
        }
    }

    /** So long after the end of the last interaction. */
    record FixedDelay(Duration pause) implements Timing {
        @Override
        public Optional<Instant> after(Instant time) {
            return Optional.of(time.plus(pause));
        }

        @Override
        public Optional<Instant> atOrBefore(Instant time) {
            return Optional.of(time);
        }

        @Override
        public boolean canBeMissed() {
            return false;
        }
    }

    /** The anchor, and every whole number of periods after it, in elapsed time. */
    record FixedRate(Instant anchor, Duration period) implements Timing {
        @Override
        public Optional<Instant> after(Instant time) {
            return Optional.of(time.isBefore(anchor) ? anchor : last(time).plus(period));
        }

        @Override
        public Optional<Instant> atOrBefore(Instant time) {
            return time.isBefore(anchor) ? Optional.empty() : Optional.of(last(time));
        }

        private Instant last(Instant time) {
            return anchor.plus(
                    period.multipliedBy(Duration.between(anchor, time).dividedBy(period)));
        }
    }

    /** Once. */
    record OneShot(Instant at) implements Timing {
        @Override
        public Optional<Instant> after(Instant time) {
            return Optional.of(at).filter(time::isBefore);
        }

        @Override
        public Optional<Instant> atOrBefore(Instant time) {
            return Optional.of(at).filter(known -> !known.isAfter(time));
        }
    }

    /**
     * The same within bounds, both included.
     *
     * @param start null for none
     * @param end null for none
     */
    record Bounded(Timing timing, Instant start, Instant end) implements Timing {
        private static final Duration TICK = Duration.ofNanos(1000);

        @Override
        public Optional<Instant> after(Instant time) {
            boolean early = start != null && time.isBefore(start);
            var next = early ? first() : timing.after(time);
            return next.filter(this::isNotOver);
        }

        private Optional<Instant> first() {
            return timing instanceof FixedDelay ? Optional.of(start) : timing.after(start.minus(TICK));
        }

        @Override
        public Optional<Instant> atOrBefore(Instant time) {
            return timing.atOrBefore(isNotOver(time) ? time : end)
                    .filter(found -> start == null || !found.isBefore(start));
        }

        @Override
        public boolean canBeMissed() {
            return timing.canBeMissed();
        }

        private boolean isNotOver(Instant time) {
            return end == null || !time.isAfter(end);
        }
    }
}
