package io.lamplighter.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.interactions.ensures.EnsuresConfig;
import io.lamplighter.interactions.interactions.HistoryConfig;
import io.lamplighter.interactions.interactions.InteractionsConfig;
import io.lamplighter.interactions.quiet.VendorsConfig;
import io.lamplighter.interactions.rollouts.RolloutsConfig;
import io.lamplighter.interactions.runs.RunsConfig;
import io.lamplighter.interactions.schedules.SchedulesConfig;
import io.lamplighter.interactions.signals.SignalsConfig;
import io.lamplighter.interactions.tasks.RetryConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
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
        assertThat(defaults.expansionLimit()).isEqualTo(Duration.ofMinutes(5));
        assertThat(defaults.mostRuns()).isEqualTo(1_000_000);
        var set = read(
                InteractionsConfig.class,
                Map.of(
                        "lamplighter.interactions.sweep", "PT1S",
                        "lamplighter.interactions.lease", "PT2S",
                        "lamplighter.interactions.retry", "PT3S",
                        "lamplighter.interactions.concurrency", "5",
                        "lamplighter.interactions.waiting", "6",
                        "lamplighter.interactions.wait-poll", "PT7S",
                        "lamplighter.interactions.expansion-limit", "PT8S",
                        "lamplighter.interactions.most-runs", "9"));
        assertThat(set.sweep()).isEqualTo(Duration.ofSeconds(1));
        assertThat(set.lease()).isEqualTo(Duration.ofSeconds(2));
        assertThat(set.retry()).isEqualTo(Duration.ofSeconds(3));
        assertThat(set.concurrency()).isEqualTo(5);
        assertThat(set.waiting()).isEqualTo(6);
        assertThat(set.waitPoll()).isEqualTo(Duration.ofSeconds(7));
        assertThat(set.expansionLimit()).isEqualTo(Duration.ofSeconds(8));
        assertThat(set.mostRuns()).isEqualTo(9);
    }

    @Test
    void fixesTheKeysOfSchedules() {
        var defaults = read(SchedulesConfig.class, Map.of());
        assertThat(defaults.poll()).isEqualTo(Duration.ofMillis(500));
        assertThat(defaults.grace()).isEqualTo(Duration.ofSeconds(5));
        assertThat(defaults.gather()).isEqualTo(Duration.ofMillis(20));
        assertThat(defaults.batch()).isEqualTo(500);
        assertThat(defaults.mostMissed()).isEqualTo(1000);
        assertThat(defaults.misfireHorizon()).isEqualTo(Duration.ofDays(1));
        assertThat(defaults.minPeriod()).isEqualTo(Duration.ofSeconds(5));
        assertThat(defaults.include()).isEmpty();
        assertThat(defaults.exclude()).isEmpty();
        assertThat(defaults.overdueAfter()).isEqualTo(Duration.ofSeconds(10));
        assertThat(defaults.watch()).isEqualTo(Duration.ofSeconds(2));
        var set = read(
                SchedulesConfig.class,
                Map.of(
                        "lamplighter.schedules.poll", "PT1S",
                        "lamplighter.schedules.grace", "PT2S",
                        "lamplighter.schedules.batch", "3",
                        "lamplighter.schedules.most-missed", "4"));
        var more = read(
                SchedulesConfig.class,
                Map.of(
                        "lamplighter.schedules.gather", "PT0.1S",
                        "lamplighter.schedules.misfire-horizon", "PT1H",
                        "lamplighter.schedules.min-period", "PT1S",
                        "lamplighter.schedules.include", "house *,heat",
                        "lamplighter.schedules.exclude", "*test*",
                        "lamplighter.schedules.overdue-after", "PT7S",
                        "lamplighter.schedules.watch", "PT8S"));
        assertThat(more.gather()).isEqualTo(Duration.ofMillis(100));
        assertThat(more.misfireHorizon()).isEqualTo(Duration.ofHours(1));
        assertThat(more.minPeriod()).isEqualTo(Duration.ofSeconds(1));
        assertThat(more.include()).contains(List.of("house *", "heat"));
        assertThat(more.exclude()).contains(List.of("*test*"));
        assertThat(more.overdueAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(more.watch()).isEqualTo(Duration.ofSeconds(8));
        assertThat(set.poll()).isEqualTo(Duration.ofSeconds(1));
        assertThat(set.grace()).isEqualTo(Duration.ofSeconds(2));
        assertThat(set.batch()).isEqualTo(3);
        assertThat(set.mostMissed()).isEqualTo(4);
    }

    @Test
    void fixesTheKeysOfVendors() {
        assertThat(read(VendorsConfig.class, Map.of()).vendors()).isEmpty();
        var set = read(
                VendorsConfig.class,
                Map.of(
                        "lamplighter.vendors.a.quiet", "23:29-23:36,04:00-05:00",
                        "lamplighter.vendors.a.time-zone", "Asia/Shanghai",
                        "lamplighter.vendors.b.quiet", "01:00-02:00"));
        assertThat(set.vendors().get("a").quiet()).contains(List.of("23:29-23:36", "04:00-05:00"));
        assertThat(set.vendors().get("a").timeZone()).isEqualTo("Asia/Shanghai");
        assertThat(set.vendors().get("b").timeZone()).isEqualTo("UTC");
    }

    @Test
    void fixesTheKeysOfHistory() {
        var defaults = read(HistoryConfig.class, Map.of());
        assertThat(defaults.keep()).isEqualTo(Duration.ofDays(30));
        assertThat(defaults.keepPerSchedule()).isEqualTo(10_000);
        assertThat(defaults.sweep()).isEqualTo(Duration.ofMinutes(10));
        assertThat(defaults.batch()).isEqualTo(5000);
        var set = read(
                HistoryConfig.class,
                Map.of(
                        "lamplighter.history.keep", "P1D",
                        "lamplighter.history.keep-per-schedule", "4",
                        "lamplighter.history.sweep", "PT2S",
                        "lamplighter.history.batch", "3"));
        assertThat(set.keep()).isEqualTo(Duration.ofDays(1));
        assertThat(set.keepPerSchedule()).isEqualTo(4);
        assertThat(set.sweep()).isEqualTo(Duration.ofSeconds(2));
        assertThat(set.batch()).isEqualTo(3);
    }

    @Test
    void fixesTheKeysOfRetries() {
        var defaults = read(RetryConfig.class, Map.of());
        assertThat(defaults.attempts()).isEqualTo(1);
        assertThat(defaults.delay()).isEqualTo(Duration.ofMillis(500));
        assertThat(defaults.maxDelay()).isEqualTo(Duration.ofSeconds(30));
        assertThat(defaults.on()).containsExactlyInAnyOrder("unreachable", "rate_limited", "not_confirmed", "internal");
        assertThat(defaults.tasks()).isEmpty();
        var set = read(
                RetryConfig.class,
                Map.of(
                        "lamplighter.retries.attempts", "2",
                        "lamplighter.retries.delay", "PT2S",
                        "lamplighter.retries.max-delay", "PT3S",
                        "lamplighter.retries.on", "rejected",
                        "lamplighter.retries.tasks.pull_all.attempts", "4",
                        "lamplighter.retries.tasks.pull_all.delay", "PT5S",
                        "lamplighter.retries.tasks.pull_all.max-delay", "PT6S"));
        assertThat(set.attempts()).isEqualTo(2);
        assertThat(set.delay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(set.maxDelay()).isEqualTo(Duration.ofSeconds(3));
        assertThat(set.on()).containsExactly("rejected");
        assertThat(set.tasks().get("pull_all").attempts()).contains(4);
        assertThat(set.tasks().get("pull_all").delay()).contains(Duration.ofSeconds(5));
        assertThat(set.tasks().get("pull_all").maxDelay()).contains(Duration.ofSeconds(6));
    }

    @Test
    void fixesTheKeysOfRollouts() {
        var defaults = read(RolloutsConfig.class, Map.of());
        assertThat(defaults.sweep()).isEqualTo(Duration.ofMillis(250));
        assertThat(defaults.tick()).isEqualTo(Duration.ofMillis(50));
        assertThat(defaults.lease()).isEqualTo(Duration.ofSeconds(3));
        var set = read(
                RolloutsConfig.class,
                Map.of(
                        "lamplighter.rollouts.sweep", "PT1S",
                        "lamplighter.rollouts.tick", "PT2S",
                        "lamplighter.rollouts.lease", "PT4S"));
        assertThat(set.sweep()).isEqualTo(Duration.ofSeconds(1));
        assertThat(set.tick()).isEqualTo(Duration.ofSeconds(2));
        assertThat(set.lease()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void fixesTheKeysOfEnsures() {
        var defaults = read(EnsuresConfig.class, Map.of());
        assertThat(defaults.sweep()).isEqualTo(Duration.ofMillis(500));
        assertThat(defaults.refresh()).isEqualTo(Duration.ofSeconds(2));
        assertThat(defaults.most()).isEqualTo(100_000);
        assertThat(defaults.batch()).isEqualTo(200);
        assertThat(defaults.longestPause()).isEqualTo(Duration.ofMinutes(10));
        var set = read(
                EnsuresConfig.class,
                Map.of(
                        "lamplighter.ensures.sweep", "PT1S",
                        "lamplighter.ensures.refresh", "PT3S",
                        "lamplighter.ensures.most", "4",
                        "lamplighter.ensures.batch", "5",
                        "lamplighter.ensures.longest-pause", "PT6S"));
        assertThat(set.sweep()).isEqualTo(Duration.ofSeconds(1));
        assertThat(set.refresh()).isEqualTo(Duration.ofSeconds(3));
        assertThat(set.most()).isEqualTo(4);
        assertThat(set.batch()).isEqualTo(5);
        assertThat(set.longestPause()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void fixesTheKeysOfSignals() {
        assertThat(read(SignalsConfig.class, Map.of()).sources()).isEmpty();
        var source = read(
                        SignalsConfig.class,
                        Map.of(
                                "lamplighter.signals.sources.grid.url", "http://127.0.0.1/a",
                                "lamplighter.signals.sources.grid.value", "/b",
                                "lamplighter.signals.sources.grid.headers.key", "c"))
                .sources()
                .get("grid");
        assertThat(source.url()).hasToString("http://127.0.0.1/a");
        assertThat(source.value()).isEqualTo("/b");
        assertThat(source.headers()).containsEntry("key", "c");
        assertThat(source.validAt()).isEmpty();
        assertThat(source.maxAge()).isEqualTo(Duration.ofHours(2));
        assertThat(source.timeout()).isEqualTo(Duration.ofSeconds(3));
    }
}
