package io.lamplighter.interactions.rollouts;

import io.lamplighter.interactions.api.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * How far a rollout has come, and what follows from that.
 *
 * @param inFlight runs that were let go and have not ended
 * @param held runs that wait
 * @param failed ended runs that did not succeed
 * @param expanded whether all of its runs are there
 * @param releasedAt when runs were last let go; null before
 */
record Progress(
        UUID id,
        Rollout rollout,
        String phase,
        Duration timeout,
        long released,
        long inFlight,
        long held,
        long failed,
        boolean expanded,
        Instant releasedAt) {
    private static final int FEWEST_JUDGED = 10;
    private static final int HUNDRED = 100;

    /** What is to be done now. */
    sealed interface Move {
        /** Lets so many runs go, in this phase; none when it is 0. */
        record Release(long runs, String phase) implements Move {}

        /** Cancels what is held, for this reason. */
        record Abort(String reason) implements Move {}
    }

    Move next(Instant now) {
        if (phase.equals("aborted")) {
            return new Move.Abort("It was held back when the rollout was aborted.");
        }
        if (failsTooMuch()) {
            return new Move.Abort("The rollout was aborted: %d of %d ended runs failed.".formatted(failed, ended()));
        }
        boolean canary = phase.equals("canary") && !canaryIsOver();
        long most = canary ? rollout.canary() - released : Long.MAX_VALUE;
        return new Move.Release(
                Math.max(0, Math.min(Math.min(most, held), Math.min(room(), allowance(now)))),
                held == 0 && expanded ? "done" : canary ? "canary" : "running");
    }

    private long ended() {
        return released - inFlight;
    }

    private boolean canaryIsOver() {
        return ended() >= rollout.canary() || (expanded && held == 0 && inFlight == 0);
    }

    private boolean failsTooMuch() {
        if (rollout.abortAfterFailedPercent() == null) {
            return phase.equals("canary") && failed > 0;
        }
        int judged = rollout.canary() == null ? FEWEST_JUDGED : rollout.canary();
        return ended() >= judged && failed * HUNDRED > rollout.abortAfterFailedPercent() * ended();
    }

    private long room() {
        return rollout.concurrency() == null ? Long.MAX_VALUE : rollout.concurrency() - inFlight;
    }

    /** As many as the rate allows since the last ones, and never more than a second's worth. */
    private long allowance(Instant now) {
        if (rollout.rate() == null) {
            return Long.MAX_VALUE;
        }
        long millis = releasedAt == null
                ? Math.max(1, 1000 / rollout.rate())
                : Math.min(1000, Duration.between(releasedAt, now).toMillis());
        return rollout.rate() * millis / 1000;
    }
}
