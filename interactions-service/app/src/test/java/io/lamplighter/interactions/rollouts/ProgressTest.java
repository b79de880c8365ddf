package io.lamplighter.interactions.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.interactions.api.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private static Progress progress(Rollout rollout, String phase, long released, long inFlight, long failed) {
        return new Progress(
                UUID.randomUUID(),
                rollout,
                phase,
                Duration.ofSeconds(10),
                released,
                inFlight,
                1000,
                failed,
                true,
                NOW.minusMillis(100));
    }

    @Test
    void letsGoAsManyAsTheRateAllowsSinceTheLastOnes() {
        assertThat(progress(new Rollout(50, null, null, null), "running", 0, 0, 0)
                        .next(NOW))
                .isEqualTo(new Progress.Move.Release(5, "running"));
    }

    @Test
    void fillsUpWhatIsUnderWay() {
        assertThat(progress(new Rollout(null, 20, null, null), "running", 100, 15, 0)
                        .next(NOW))
                .isEqualTo(new Progress.Move.Release(5, "running"));
    }

    @Test
    void waitsForTheWholeCanary() {
        var rollout = new Rollout(null, null, 50, 3);
        assertThat(progress(rollout, "canary", 0, 0, 0).next(NOW)).isEqualTo(new Progress.Move.Release(3, "canary"));
        assertThat(progress(rollout, "canary", 3, 1, 0).next(NOW)).isEqualTo(new Progress.Move.Release(0, "canary"));
        assertThat(progress(rollout, "canary", 3, 0, 1).next(NOW))
                .isEqualTo(new Progress.Move.Release(1000, "running"));
        assertThat(progress(rollout, "canary", 3, 0, 2).next(NOW)).isInstanceOf(Progress.Move.Abort.class);
    }

    @Test
    void abortsForOneFailedCanaryWhenNoShareIsGiven() {
        assertThat(progress(new Rollout(null, null, null, 3), "canary", 3, 2, 1).next(NOW))
                .isInstanceOf(Progress.Move.Abort.class);
    }

    @Test
    void judgesTheShareOfFailuresOnlyOnceThereAreTen() {
        var rollout = new Rollout(null, 5, 10, null);
        assertThat(progress(rollout, "running", 9, 0, 9).next(NOW)).isInstanceOf(Progress.Move.Release.class);
        assertThat(progress(rollout, "running", 10, 0, 2).next(NOW)).isInstanceOf(Progress.Move.Abort.class);
        assertThat(progress(rollout, "running", 10, 0, 1).next(NOW)).isInstanceOf(Progress.Move.Release.class);
    }
}
