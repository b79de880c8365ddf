package io.lamplighter.interactions.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.interactions.api.DayMatch;
import io.lamplighter.interactions.api.Misfire;
import io.lamplighter.interactions.timing.Crontab;
import io.lamplighter.interactions.timing.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FiringPlanTest {
    private static final Instant DUE = Instant.parse("2026-11-21T10:00:00Z");
    private static final FiringPlan.Limits LIMITS =
            new FiringPlan.Limits(Duration.ofSeconds(5), Duration.ofDays(2), 1000);
    private Timing everyMinute;

    @BeforeEach
    void parse() throws Exception {
        everyMinute = new Timing.ByCrontab(Crontab.parse("* * * * *", ZoneId.of("UTC"), DayMatch.OR, "", ""));
    }

    private FiringPlan plan(Misfire misfire, String late) {
        return FiringPlan.of(everyMinute, misfire, DUE, DUE, false, DUE.plus(Duration.parse(late)), LIMITS);
    }

    @Test
    void firesATimeThatIsWithinItsGraceWhateverTheRule() {
        for (var misfire : Misfire.values()) {
            assertThat(plan(misfire, "PT4S")).isEqualTo(new FiringPlan(DUE, DUE.plusSeconds(60), 0));
        }
    }

    @Test
    void skipsMissedTimesToTheNextFutureOne() {
        assertThat(plan(Misfire.SKIP, "PT10M30S")).isEqualTo(new FiringPlan(null, DUE.plusSeconds(660), 11));
    }

    @Test
    void makesUpForMissedTimesOnce() {
        assertThat(plan(Misfire.ONCE, "PT10M30S"))
                .isEqualTo(new FiringPlan(DUE.plusSeconds(600), DUE.plusSeconds(660), 10));
    }

    @Test
    void makesUpForEachMissedTime() {
        assertThat(plan(Misfire.ALL, "PT10M30S")).isEqualTo(new FiringPlan(DUE, DUE.plusSeconds(60), 0));
    }

    @Test
    void makesUpForTheNewestThousandAtMost() {
        var plan = plan(Misfire.ALL, "PT24H");

        assertThat(plan.missed()).isEqualTo(441);
        assertThat(plan.due()).isEqualTo(DUE.plusSeconds(441 * 60));
        assertThat(plan.next()).isEqualTo(DUE.plusSeconds(442 * 60));
    }

    @Test
    void doesNotCallAFixedDelayMissed() {
        var plan = FiringPlan.of(
                new Timing.FixedDelay(Duration.ofMinutes(1)),
                Misfire.SKIP,
                DUE,
                DUE,
                false,
                DUE.plusSeconds(3600),
                LIMITS);

        assertThat(plan).isEqualTo(new FiringPlan(DUE, null, 0));
    }

    @Test
    void makesUpForNothingThatIsOlderThanTheHorizon() {
        var now = DUE.plus(Duration.ofHours(10));
        var limits = new FiringPlan.Limits(Duration.ofSeconds(5), Duration.ofMinutes(30), 1000);

        var all = FiringPlan.of(everyMinute, Misfire.ALL, DUE, DUE, false, now, limits);
        assertThat(all.due()).isEqualTo(now.minus(Duration.ofMinutes(30)));
        assertThat(all.missed()).isEqualTo(570);

        var once = new Timing.OneShot(DUE);
        assertThat(FiringPlan.of(once, Misfire.ONCE, DUE, DUE, false, now, limits))
                .isEqualTo(new FiringPlan(null, null, 1));
        assertThat(FiringPlan.of(once, Misfire.ONCE, DUE, DUE, false, DUE.plusSeconds(600), limits))
                .isEqualTo(new FiringPlan(DUE, null, 0));
    }

    @Test
    void countsTheTimesWithinAQuietWindowAsOne() { // ETL-10
        var end = DUE.plusSeconds(7 * 60 + 30);

        assertThat(FiringPlan.of(everyMinute, Misfire.SKIP, DUE, end, true, end.plusSeconds(1), LIMITS))
                .isEqualTo(new FiringPlan(DUE.plusSeconds(7 * 60), DUE.plusSeconds(8 * 60), 0));
        assertThat(FiringPlan.of(everyMinute, Misfire.ALL, DUE, end, true, end.plusSeconds(1), LIMITS))
                .isEqualTo(new FiringPlan(DUE, DUE.plusSeconds(60), 0));
    }
}
