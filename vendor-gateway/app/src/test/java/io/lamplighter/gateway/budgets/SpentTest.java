package io.lamplighter.gateway.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SpentTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-28T10:00:00Z"));
    private final Clock clock =
            InstantSource.tick(now::get, Duration.ofMillis(1)).withZone(ZoneOffset.UTC);
    private final Spent spent = new Spent(Duration.ofMinutes(1), clock);

    @Test
    void countsWhatWasSpentWithinTheSpan() {
        spend(3);
        pass(30);
        spend(4);
        assertThat(spent.sum()).isEqualTo(7);

        pass(31);
        assertThat(spent.sum()).isEqualTo(4);

        pass(600);
        assertThat(spent.sum()).isZero();
        spend(2);
        assertThat(spent.sum()).isEqualTo(2);
    }

    @Test
    void aClockThatGoesBackLosesNothing() {
        spend(3);
        pass(-20);
        spend(1);

        assertThat(spent.sum()).isEqualTo(4);
    }

    private void spend(int calls) {
        spent.add(calls);
    }

    private void pass(int seconds) {
        now.updateAndGet(before -> before.plusSeconds(seconds));
    }
}
