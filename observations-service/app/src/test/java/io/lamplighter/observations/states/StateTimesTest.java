package io.lamplighter.observations.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StateTimesTest {
    private static final long SECOND = 1_000_000;

    private final StateTimes times = new StateTimes(new long[] {0, 10 * SECOND, 20 * SECOND, 30 * SECOND});

    @Test
    void carriesInWhatHeldBefore() {
        times.carryIn("off");
        times.observe(4 * SECOND, "on");
        times.end(30 * SECOND);

        assertThat(times.states(0)).isEqualTo(Map.of("off", Duration.ofSeconds(4), "on", Duration.ofSeconds(6)));
        assertThat(times.states(1)).isEqualTo(Map.of("on", Duration.ofSeconds(10)));
        assertThat(times.transitions(0)).isEqualTo(1);
        assertThat(times.transitions(1)).isZero();
    }

    @Test
    void knowsNothingBeforeTheFirstAndAfterNow() {
        times.observe(12 * SECOND, "on");
        times.end(15 * SECOND);

        assertThat(times.states(0)).isEmpty();
        assertThat(times.states(1)).isEqualTo(Map.of("on", Duration.ofSeconds(3)));
        assertThat(times.states(2)).isEmpty();
        assertThat(times.transitions(1)).isZero();
    }

    @Test
    void theSameAgainIsNoTransition() {
        times.observe(0, "on");
        times.observe(5 * SECOND, "on");
        times.observe(10 * SECOND, "off");
        times.end(11 * SECOND);

        assertThat(times.states(0)).isEqualTo(Map.of("on", Duration.ofSeconds(10)));
        assertThat(times.transitions(0)).isZero();
        assertThat(times.transitions(1)).isEqualTo(1);
    }

    @Test
    void agreesWithCountingEverySecond() {
        var random = new Random(7);
        for (var round = 0; round < 200; round++) {
            var some = new StateTimes(new long[] {0, 10 * SECOND, 25 * SECOND, 30 * SECOND});
            var perSecond = new String[30];
            var state = random.nextBoolean() ? "a" : null;
            if (state != null) {
                some.carryIn(state);
            }
            for (var second = 0; second < 30; second++) {
                if (random.nextInt(4) == 0) {
                    state = "abc".substring(random.nextInt(3)).substring(0, 1);
                    some.observe(second * SECOND, state);
                }
                perSecond[second] = state;
            }
            some.end(30 * SECOND);
            assertThat(some.states(1)).isEqualTo(counted(perSecond, 10, 25));
        }
    }

    private static Map<String, Duration> counted(String[] perSecond, int from, int to) {
        var counted = new TreeMap<String, Duration>();
        for (var second = from; second < to; second++) {
            if (perSecond[second] != null) {
                counted.merge(perSecond[second], Duration.ofSeconds(1), Duration::plus);
            }
        }
        return counted;
    }
}
