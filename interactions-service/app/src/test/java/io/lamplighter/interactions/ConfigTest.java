package io.lamplighter.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.interactions.interactions.HistoryConfig;
import io.lamplighter.interactions.interactions.InteractionsConfig;
import io.lamplighter.interactions.runs.RunsConfig;
import io.lamplighter.interactions.schedules.SchedulesConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pins every key of ours and its default. */
class ConfigTest {
    private static <T> T read(Class<T> type, Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(type)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(type);
    }

    @Test
    void fixesTheKeysOfRuns() {
        var defaults = read(RunsConfig.class, Map.of());
        assertThat(defaults.sweep()).isEqualTo(Duration.ofMillis(500));
        assertThat(defaults.lease()).isEqualTo(Duration.ofSeconds(3));
        assertThat(defaults.timeoutGrace()).isEqualTo(Duration.ofSeconds(1));
        assertThat(defaults.timeoutHold()).isEqualTo(Duration.ofSeconds(5));
        assertThat(defaults.batch()).isEqualTo(1000);
        var set = read(
                RunsConfig.class,
                Map.of(
                        "lamplighter.runs.sweep", "PT1S",
                        "lamplighter.runs.lease", "PT2S",
                        "lamplighter.runs.timeout-grace", "PT3S",
                        "lamplighter.runs.timeout-hold", "PT4S",
                        "lamplighter.runs.batch", "5"));
        assertThat(set.sweep()).isEqualTo(Duration.ofSeconds(1));
        assertThat(set.lease()).isEqualTo(Duration.ofSeconds(2));
        assertThat(set.timeoutGrace()).isEqualTo(Duration.ofSeconds(3));
        assertThat(set.timeoutHold()).isEqualTo(Duration.ofSeconds(4));
        assertThat(set.batch()).isEqualTo(5);
    }

    @Test
    void fixesTheKeysOfInteractions() {
        var defaults = read(InteractionsConfig.class, Map.of());
        assertThat(defaults.sweep()).isEqualTo(Duration.ofMillis(500));
        assertThat(defaults.lease()).isEqualTo(Duration.ofSeconds(5));
        assertThat(defaults.retry()).isEqualTo(Duration.ofSeconds(1));
        assertThat(defaults.concurrency()).isEqualTo(4);
        assertThat(defaults.waiting()).isEqualTo(256);
        assertThat(defaults.waitPoll()).isEqualTo(Duration.ofMillis(250));
        var set = read(
                InteractionsConfig.class,
                Map.of(
                        "lamplighter.interactions.sweep", "PT1S",
                        "lamplighter.interactions.lease", "PT2S",
                        "lamplighter.interactions.retry", "PT3S",
                        "lamplighter.interactions.concurrency", "5",
                        "lamplighter.interactions.waiting", "6",
                        "lamplighter.interactions.wait-poll", "PT7S"));
        assertThat(set.sweep()).isEqualTo(Duration.ofSeconds(1));
        assertThat(set.lease()).isEqualTo(Duration.ofSeconds(2));
        assertThat(set.retry()).isEqualTo(Duration.ofSeconds(3));
        assertThat(set.concurrency()).isEqualTo(5);
        assertThat(set.waiting()).isEqualTo(6);
        assertThat(set.waitPoll()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void fixesTheKeysOfSchedules() {
        var defaults = read(SchedulesConfig.class, Map.of());
        assertThat(defaults.poll()).isEqualTo(Duration.ofMillis(500));
        assertThat(defaults.grace()).isEqualTo(Duration.ofSeconds(5));
        assertThat(defaults.batch()).isEqualTo(200);
        assertThat(defaults.mostMissed()).isEqualTo(1000);
        var set = read(
                SchedulesConfig.class,
                Map.of(
                        "lamplighter.schedules.poll", "PT1S",
                        "lamplighter.schedules.grace", "PT2S",
                        "lamplighter.schedules.batch", "3",
                        "lamplighter.schedules.most-missed", "4"));
        assertThat(set.poll()).isEqualTo(Duration.ofSeconds(1));
        assertThat(set.grace()).isEqualTo(Duration.ofSeconds(2));
        assertThat(set.batch()).isEqualTo(3);
        assertThat(set.mostMissed()).isEqualTo(4);
    }

    @Test
    void fixesTheKeysOfHistory() {
        var defaults = read(HistoryConfig.class, Map.of());
        assertThat(defaults.keep()).isEqualTo(Duration.ofDays(30));
        assertThat(defaults.sweep()).isEqualTo(Duration.ofMinutes(10));
        assertThat(defaults.batch()).isEqualTo(5000);
        var set = read(
                HistoryConfig.class,
                Map.of(
                        "lamplighter.history.keep", "P1D",
                        "lamplighter.history.sweep", "PT2S",
                        "lamplighter.history.batch", "3"));
        assertThat(set.keep()).isEqualTo(Duration.ofDays(1));
        assertThat(set.sweep()).isEqualTo(Duration.ofSeconds(2));
        assertThat(set.batch()).isEqualTo(3);
    }
}
