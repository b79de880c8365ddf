package io.lamplighter.interactions.timing;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.interactions.api.DayMatch;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every clock change of 2026 and 2027 in four zones: what fires in the three days around it equals a table that is counted
 * here in another way, by looking at the clock on the wall in each elapsed minute, or by each local day.
 */
class ClockChangesTest { // pains 6, 7 and 8
    private static final List<String> ZONES =
            List.of("Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca");
    private static final Instant END = Instant.parse("2028-01-01T00:00:00Z");

    record Change(ZoneId zone, ZoneOffsetTransition transition) {
        Instant from() {
            return transition
                    .getInstant()
                    .atZone(zone)
                    .toLocalDate()
                    .minusDays(1)
                    .atStartOfDay(zone)
                    .toInstant();
        }

        Instant to() {
            return from().atZone(zone).plusDays(3).toInstant();
        }

        @Override
        public String toString() {
            return zone + " " + transition.getDateTimeBefore();
        }
    }

    static Stream<Change> changes() {
        var changes = new ArrayList<Change>();
        for (var name : ZONES) {
            var rules = ZoneId.of(name).getRules();
            var change = rules.nextTransition(Instant.parse("2026-01-01T00:00:00Z"));
            for (; change.getInstant().isBefore(END); change = rules.nextTransition(change.getInstant())) {
                changes.add(new Change(ZoneId.of(name), change));
            }
        }
        assertThat(changes).as("two a year in each zone").hasSize(16);
        return changes.stream();
    }

    private static List<Instant> firings(String line, Change change) throws InvalidTimingException {
        var crontab = Crontab.parse(line, change.zone(), DayMatch.OR, "", "");
        var firings = new ArrayList<Instant>();
        for (var time = crontab.after(change.from().minusSeconds(1)).orElseThrow();
                time.isBefore(change.to());
                time = crontab.after(time).orElseThrow()) {
            firings.add(time);
        }
        return firings;
    }

    /** Each elapsed minute in which the clock on the wall shows such a time. */
    private static List<Instant> minutes(Change change, Predicate<LocalTime> shown) {
        var found = new ArrayList<Instant>();
        for (var time = change.from(); time.isBefore(change.to()); time = time.plusSeconds(60)) {
            if (shown.test(time.atZone(change.zone()).toLocalTime())) {
                found.add(time);
            }
        }
        return found;
    }

    /** These times of each local day: what the clocks skip comes as much later as they went, what they repeat comes first. */
    private static List<Instant> days(Change change, LocalTime... times) {
        var found = new TreeSet<Instant>();
        var last = LocalDate.ofInstant(change.to(), change.zone());
        for (var day = LocalDate.ofInstant(change.from(), change.zone()); day.isBefore(last); day = day.plusDays(1)) {
            for (var time : times) {
                found.add(ZonedDateTime.of(day, time, change.zone())
                        .withEarlierOffsetAtOverlap()
                        .toInstant());
            }
        }
        return List.copyOf(found);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void anHourlyJobRunsEveryElapsedHour(Change change) throws Exception {
        for (int minute : new int[] {0, 15, 30, 59}) {
            assertThat(firings(minute + " * * * *", change))
                    .isEqualTo(minutes(change, shown -> shown.getMinute() == minute));
        }
        var shift = Math.abs(change.transition().getDuration().toMinutes());
        if (shift == 60) {
            var times = firings("0 * * * *", change);
            for (int i = 1; i < times.size(); i++) {
                assertThat(times.get(i)).isEqualTo(times.get(i - 1).plusSeconds(3600));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void moreOftenThanHourlyRunsInEveryElapsedHour(Change change) throws Exception {
        assertThat(firings("*/10 * * * *", change)).isEqualTo(minutes(change, shown -> shown.getMinute() % 10 == 0));
        assertThat(firings("5,50 0-23 * * *", change))
                .isEqualTo(minutes(change, shown -> shown.getMinute() == 5 || shown.getMinute() == 50));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aDailyJobRunsOnceALocalDay(Change change) throws Exception {
        for (var text : List.of("00:00", "01:30", "01:45", "02:00", "02:15", "02:30", "03:00", "12:00")) {
            var time = LocalTime.parse(text);
            var line = time.getMinute() + " " + time.getHour() + " * * *";

            assertThat(firings(line, change)).as(line).isEqualTo(days(change, time));
            assertThat(firings(line, change)).as(line).hasSize(3);
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aJobAtSomeHoursRunsOnceAtEach(Change change) throws Exception {
        assertThat(firings("30 1,2,3 * * *", change))
                .isEqualTo(days(change, LocalTime.of(1, 30), LocalTime.of(2, 30), LocalTime.of(3, 30)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aFixedRateKnowsNoClocks(Change change) {
        var rate = new Timing.FixedRate(change.from(), java.time.Duration.ofHours(1));
        var time = change.from();
        for (int i = 1; time.isBefore(change.to()); i++) {
            time = rate.after(time).orElseThrow();
            assertThat(time).isEqualTo(change.from().plusSeconds(3600L * i));
        }
        assertThat(time.atOffset(ZoneOffset.UTC)).isNotNull();
    }
}
