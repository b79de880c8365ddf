package io.lamplighter.interactions.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.interactions.api.DayMatch;
import io.lamplighter.interactions.api.DefineSchedule;
import io.lamplighter.interactions.api.Misfire;
import io.lamplighter.interactions.api.Overlap;
import io.lamplighter.interactions.api.Selector;
import io.lamplighter.interactions.api.Target;
import io.lamplighter.interactions.quiet.VendorQuiet;
import io.lamplighter.interactions.quiet.VendorQuietFactory;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiringRulesTest {
    private static final Instant DUE = Instant.parse("2026-11-21T15:30:00Z");

    private static FiringRules rules(Map<String, String> values) {
        var config = new SmallRyeConfigBuilder()
                .withMapping(SchedulesConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(SchedulesConfig.class);
        VendorQuiet vendors = VendorQuietFactory.of(values);
        return new FiringRules(config, new NamePatterns(config), vendors);
    }

    private static DefineSchedule definition(String name, String vendor, Instant at, Instant endAt) {
        return new DefineSchedule(
                name,
                at == null ? "*/10 * * * *" : null,
                null,
                null,
                at,
                null,
                "UTC",
                DayMatch.OR,
                null,
                endAt,
                null,
                null,
                "pull_all",
                new Target(null, new Selector(vendor, null)),
                Map.of(),
                Duration.ofSeconds(10),
                at == null ? Misfire.SKIP : Misfire.ONCE,
                null,
                Overlap.SKIP,
                false,
                true);
    }

    private static Schedule due(DefineSchedule definition) throws Exception {
        var schedule = Schedule.of(definition, null, DUE.minusSeconds(1));
        assertThat(schedule.standing().nextAt()).isEqualTo(DUE);
        return schedule;
    }

    @Test
    void firesOnlyWhatTheDeploymentIncludes() throws Exception { // ETL-11
        var rules =
                rules(Map.of("lamplighter.schedules.include", "house *", "lamplighter.schedules.exclude", "*test*"));

        assertThat(rules.decide(due(definition("house pull", null, null, null)), DUE)
                        .fires())
                .isTrue();
        for (var name : new String[] {"garden pull", "house test", "a house pull"}) {
            var decision = rules.decide(due(definition(name, null, null, null)), DUE);
            assertThat(decision.fires()).isFalse();
            assertThat(decision.next()).isEqualTo(DUE.plusSeconds(600));
            assertThat(decision.error()).isNull();
        }
        var once = rules.decide(due(definition("garden once", null, DUE, null)), DUE);
        assertThat(once.fires()).isFalse();
        assertThat(once.next()).as("a single time waits").isEqualTo(DUE);
    }

    @Test
    void defersWorkToTheEndOfTheVendorsQuietWindow() throws Exception { // ETL-10
        var rules = rules(Map.of(
                "lamplighter.vendors.shelly.quiet", "23:29-23:36",
                "lamplighter.vendors.shelly.time-zone", "Asia/Shanghai"));
        var end = Instant.parse("2026-11-21T15:36:00Z");

        var held = rules.decide(due(definition("a", "shelly", null, null)), DUE);

        assertThat(held.fires()).isFalse();
        assertThat(held.next()).as("the due time stays what it was").isEqualTo(DUE);
        assertThat(held.fireAt()).isEqualTo(end);
        assertThat(rules.decide(due(definition("b", "hue", null, null)), DUE).fires())
                .isTrue();
        var waited = withFireAt(due(definition("a", "shelly", null, null)), end);
        var decision = rules.decide(waited, end.plusMillis(5));
        assertThat(decision.fires()).isTrue();
        assertThat(decision.due()).isEqualTo(DUE);
        assertThat(decision.planned()).isEqualTo(end);
    }

    private static Schedule withFireAt(Schedule schedule, Instant fireAt) {
        return new Schedule(
                schedule.id(),
                schedule.definition(),
                null,
                schedule.anchorAt(),
                schedule.standing().waitingFor(DUE, fireAt),
                null,
                schedule.createdAt(),
                schedule.updatedAt(),
                1);
    }

    @Test
    void firesNothingAfterItsEnd() throws Exception { // pain 13
        var rules = rules(Map.of());
        var schedule = due(definition("a", null, null, DUE.plusSeconds(60)));

        assertThat(rules.decide(schedule, DUE.plusSeconds(1)).fires()).isTrue();
        assertThat(rules.decide(schedule, DUE.plusSeconds(1)).next()).isNull();
        var late = rules.decide(schedule, DUE.plusSeconds(120));
        assertThat(late.fires()).isFalse();
        assertThat(late.next()).isNull();
    }

    @Test
    void makesUpForASingleTimeThatWasMissed() throws Exception { // CH-41, pains 11 and 12
        var rules = rules(Map.of());
        var once = due(definition("once", null, DUE, null));

        assertThat(rules.decide(once, DUE.plusSeconds(7200)).due()).isEqualTo(DUE);
        var tooLate = rules.decide(once, DUE.plus(Duration.ofDays(2)));
        assertThat(tooLate.fires()).isFalse();
        assertThat(tooLate.error()).startsWith("missed: 1");
    }
}
