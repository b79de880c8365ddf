package io.lamplighter.interactions.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.interactions.api.Misfire;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FiringPlanTest {
    private static final Instant DUE = Instant.parse("2026-11-21T10:00:00Z");
    private Crontab everyMinute;

    @BeforeEach
    void parse() throws Exception {
        everyMinute = Crontab.parse("* * * * *", ZoneId.of("UTC"));
    }

    private FiringPlan plan(Misfire misfire, String late) {
        return FiringPlan.of(
                everyMinute, misfire, DUE, DUE, DUE.plus(Duration.parse(late)), Duration.ofSeconds(5), 1000);
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
        var plan = FiringPlan.of(null, Misfire.SKIP, DUE, DUE, DUE.plusSeconds(3600), Duration.ofSeconds(5), 1000);

        assertThat(plan).isEqualTo(new FiringPlan(DUE, null, 0));
    }
}
