package io.lamplighter.interactions.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamplighter.interactions.api.DayMatch;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrontabTest {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    private static Crontab parse(String line, String zone) throws InvalidTimingException {
        return parse(line, zone, DayMatch.OR, "a name");
    }

    private static Crontab parse(String line, String zone, DayMatch days, String name) throws InvalidTimingException {
        return Crontab.parse(line, ZoneId.of(zone), days, name, "an id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * * * * *                | 2026-11-21T00:01:00Z | 2026-11-21T00:02:00Z
            */10 * * * * *           | 2026-11-21T00:00:10Z | 2026-11-21T00:00:20Z
            50/5 * * * * *           | 2026-11-21T00:00:50Z | 2026-11-21T00:00:55Z
            0 0 1 1 *                | 2027-01-01T00:00:00Z | 2028-01-01T00:00:00Z
            0 0 29 2 *               | 2028-02-29T00:00:00Z | 2032-02-29T00:00:00Z
            0 0 * * MON-FRI          | 2026-11-23T00:00:00Z | 2026-11-24T00:00:00Z
            0 0 * * fri-mon          | 2026-11-22T00:00:00Z | 2026-11-23T00:00:00Z
            0 0 * * 5-7              | 2026-11-22T00:00:00Z | 2026-11-27T00:00:00Z
            0 0 1 nov-jan *          | 2026-12-01T00:00:00Z | 2027-01-01T00:00:00Z
            0 0 * * 7                | 2026-11-22T00:00:00Z | 2026-11-29T00:00:00Z
            0 0 ? * 0                | 2026-11-22T00:00:00Z | 2026-11-29T00:00:00Z
            0 0 13 * 5               | 2026-11-27T00:00:00Z | 2026-12-04T00:00:00Z
            0 0 L * *                | 2026-11-30T00:00:00Z | 2026-12-31T00:00:00Z
            0 0 L-3 * *              | 2026-11-27T00:00:00Z | 2026-12-28T00:00:00Z
            0 0 1,L * *              | 2026-11-30T00:00:00Z | 2026-12-01T00:00:00Z
            0 0 LW * *               | 2026-11-30T00:00:00Z | 2026-12-31T00:00:00Z
            0 0 22W * *              | 2026-11-23T00:00:00Z | 2026-12-22T00:00:00Z
            0 0 1W 8 *               | 2027-08-02T00:00:00Z | 2028-08-01T00:00:00Z
            0 0 31W * *              | 2026-12-31T00:00:00Z | 2027-01-29T00:00:00Z
            0 0 * * 5L               | 2026-11-27T00:00:00Z | 2026-12-25T00:00:00Z
            0 0 * * 1#2              | 2026-12-14T00:00:00Z | 2027-01-11T00:00:00Z
            0 0 * * MON#5            | 2026-11-30T00:00:00Z | 2027-03-29T00:00:00Z
            0 0 12 1 6 * 2030-2031   | 2030-06-01T12:00:00Z | 2031-06-01T12:00:00Z
            """)
    void firesAtItsTimes(String line, Instant first, Instant second) throws Exception { // IOT-55, ETL-30
        var crontab = parse(line, "UTC");

        assertThat(crontab.after(NOW)).contains(first);
        assertThat(crontab.after(first)).contains(second);
        assertThat(crontab.atOrBefore(first)).contains(first);
        assertThat(crontab.atOrBefore(second.minusSeconds(1))).contains(first);
        assertThat(crontab.matches(first)).isTrue();
        assertThat(crontab.matches(first.plusSeconds(1))).isFalse();
        assertThat(crontab.matches(first.plusMillis(1))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            61 * * * *         | minute field (column 1): Value 61 not in range [0, 59]
            * 24 * * *         | hour field (column 3): Value 24 not in range [0, 23]
            */0 * * * *        | minute field (column 1): Step 0
            * * * * 8          | day of week field (column 9): Value 8
            * *  32 * *        | day of month field (column 6): Value 32
            * * * 13 *         | month field (column 7): Value 13
            * * * * * * 1960   | year field (column 13): Value 1960
            0 5-3 * * *        | hour field (column 3): Range 5-3 ends before it begins
            * * * * 1#6        | day of week field (column 9): A month has no 6
            * * * * L          | day of week field (column 9): L needs a day before it
            1,,2 * * * *       | minute field (column 1)
            a b c d e          | minute field (column 1)
            H/0 * * * *        | minute field (column 1): Step 0 is not within 1-60
            H/61 * * * *       | minute field (column 1): Step 61 is not within 1-60
            H(0-9)/11 * * * *  | minute field (column 1): Step 11 is not within 1-10
            * H(5-2) * * *     | hour field (column 3): Range 5-2 is not within 0-23
            * H(0-24) * * *    | hour field (column 3): Range 0-24 is not within 0-23
            H(1-2 * * * *      | minute field (column 1)
            * * * *            | 5 fields
            * * * * * * * *    | 5 fields
            @often             | @hourly
            5-1-2 * * * *      | minute field (column 1)
            """)
    void tellsWhatIsWrongAndWhere(String line, String told) { // ETL-03, ETL-30
        assertThatThrownBy(() -> parse(line, "UTC"))
                .isInstanceOf(InvalidTimingException.class)
                .hasMessageContaining(told)
                .hasMessageNotContaining("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 30 2 *", "0 0 31 4,6 *", "0 0 0 1 1 * 2020", "0 0 31W 6 *"})
    void knowsThatItNeverFires(String line) throws Exception {
        assertThat(parse(line, "UTC").after(NOW)).isEmpty();
    }

    @Test
    void firesOnDaysThatAreBothWhereAskedTo() throws Exception { // ETL-30: day-or, day-and
        var fridayThe13th = parse("0 0 13 * 5", "UTC", DayMatch.AND, "");

        assertThat(times(fridayThe13th, 3))
                .containsExactly(
                        Instant.parse("2027-08-13T00:00:00Z"),
                        Instant.parse("2028-10-13T00:00:00Z"),
                        Instant.parse("2029-04-13T00:00:00Z"));
    }

    private static List<Instant> times(Crontab crontab, int count) {
        var times = new ArrayList<Instant>();
        var time = NOW;
        for (int i = 0; i < count; i++) {
            time = crontab.after(time).orElseThrow();
            times.add(time);
        }
        return times;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "H * * * *",
                "H H * * *",
                "H H H * *",
                "H H H H *",
                "H H * * H",
                "H/15 * * * *",
                "H(10-20) * * * *",
                "H(0-29)/10 H(1-5) * * *",
                "H H/30 * * * *",
                "H */2 * * * *",
                "0 0 0 1 1 * H(2030-2040)"
            })
    void hashesEachFieldByTheName(String line) throws Exception { // ETL-07, ETL-30
        assertThat(parse(line, "UTC", DayMatch.OR, "one").line())
                .isEqualTo(parse(line, "UTC", DayMatch.OR, "one").line());
        assertThat(IntStream.range(0, 40)
                        .mapToObj(i -> line(line, "name " + i))
                        .distinct()
                        .count())
                .isGreaterThan(3);
        assertThat(parse(line, "UTC", DayMatch.OR, "one").after(NOW)).isPresent();
    }

    private static String line(String line, String name) {
        try {
            return parse(line, "UTC", DayMatch.OR, name).line();
        } catch (InvalidTimingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    @Test
    void keepsHashedValuesWithinTheirRange() {
        for (int i = 0; i < 500; i++) {
            var fields = line("H(10-20) H H H H", "n" + i).split(" ", -1);
            assertThat(Integer.parseInt(fields[1])).isBetween(10, 20);
            assertThat(Integer.parseInt(fields[2])).isBetween(0, 23);
            assertThat(Integer.parseInt(fields[3])).isBetween(1, 28);
            assertThat(Integer.parseInt(fields[4])).isBetween(1, 12);
            assertThat(Integer.parseInt(fields[5])).isBetween(0, 6);
        }
    }

    @Test
    void spreadsSchedulesOfTheSameLineEvenly() { // ETL-07
        var byMinute = new int[60];
        for (int i = 0; i < 6000; i++) {
            byMinute[Integer.parseInt(line("@hourly", "schedule " + i).split(" ", -1)[1])]++;
        }
        assertThat(Arrays.stream(byMinute).boxed()).allMatch(count -> count > 50 && count < 160);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @yearly   | P364D  | P367D
            @annually | P364D  | P367D
            @monthly  | P27D   | P32D
            @weekly   | P7D    | P7D
            @daily    | PT24H  | PT24H
            @midnight | PT24H  | PT24H
            @hourly   | PT1H   | PT1H
            @Hourly   | PT1H   | PT1H
            """)
    void knowsTheUsualWords(String word, Duration least, Duration most) throws Exception {
        var times = times(parse(word, "UTC"), 5);

        for (int i = 1; i < times.size(); i++) {
            assertThat(Duration.between(times.get(i - 1), times.get(i))).isBetween(least, most);
        }
        if (word.equals("@midnight")) {
            assertThat(times).allMatch(time -> time.atOffset(ZoneOffset.UTC).getHour() < 3);
        }
    }

    @Test
    void drawsRandomFieldsOnceForAnId() throws Exception {
        var lines = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            lines.add(Crontab.parse("R R(2-4) * * *", ZoneOffset.UTC, DayMatch.OR, "name", "id " + i)
                    .line());
        }
        assertThat(lines.stream().distinct().count()).isGreaterThan(5);
        assertThat(Crontab.parse("R R(2-4) * * *", ZoneOffset.UTC, DayMatch.OR, "name", "id 0")
                        .line())
                .isEqualTo(lines.getFirst());
    }

    @Test
    void doesADailyJobOnceEachLocalDayThroughBothClockChanges() throws Exception { // pain 8
        assertThat(firings("30 2 * * *", "Europe/Rome", "2026-03-28T00:00+01:00", 3))
                .containsExactly("2026-03-28T02:30+01:00", "2026-03-29T03:30+02:00", "2026-03-30T02:30+02:00");
        assertThat(firings("30 2 * * *", "Europe/Rome", "2026-10-24T12:00+02:00", 2))
                .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
    }

    @Test
    void neverWaitsLongerThanItsStepOfHours() throws Exception {
        assertThat(firings("0 */2 * * *", "Europe/Rome", "2026-03-28T23:00+01:00", 3))
                .containsExactly("2026-03-29T00:00+01:00", "2026-03-29T03:00+02:00", "2026-03-29T04:00+02:00");
        assertThat(firings("0 */2 * * *", "Europe/Rome", "2026-10-24T23:00+02:00", 4))
                .containsExactly(
                        "2026-10-25T00:00+02:00",
                        "2026-10-25T02:00+02:00",
                        "2026-10-25T02:00+01:00",
                        "2026-10-25T04:00+01:00");
    }

    private static List<String> firings(String line, String zone, String start, int count) throws Exception {
        var crontab = parse(line, zone);
        var firings = new ArrayList<String>();
        var time = OffsetDateTime.parse(start).toInstant();
        for (int i = 0; i < count; i++) {
            time = crontab.after(time).orElseThrow();
            firings.add(time.atZone(ZoneId.of(zone)).toOffsetDateTime().toString());
        }
        return firings;
    }

    @Test
    void findsTheShortestPause() throws Exception {
        assertThat(parse("* * * * * *", "UTC").shortestPause(NOW, 100)).contains(Duration.ofSeconds(1));
        assertThat(parse("* * 3 * * *", "UTC").shortestPause(NOW, 100)).contains(Duration.ofSeconds(1));
        assertThat(parse("0,59 * * * * *", "UTC").shortestPause(NOW, 100)).contains(Duration.ofSeconds(1));
        assertThat(parse("*/7 * * * *", "UTC").shortestPause(NOW, 100)).contains(Duration.ofMinutes(4));
        assertThat(parse("0 0 0 1 1 * 2030", "UTC").shortestPause(NOW, 100)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            */5 * * * *     | every 5 minutes
            30 2 * * 1-5    | at 02:30 every day between Monday and Friday
            */10 * * * * *  | every 10 seconds
            """)
    void describesItselfInPlainWords(String line, String words) throws Exception {
        assertThat(parse(line, "UTC").describe()).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"* * * * *", "7 */3 * * *", "*/5 * * * * *", "0 0 29 2 *", "30 2 * * 0", "0 12 1,15 * 1"})
    void goesBackwardsAsItGoesForwards(String line) throws Exception { // ETL-30: forwards, backwards, over a range
        var crontab = parse(line, "America/New_York");
        var forwards = times(crontab, 15);
        var backwards = new ArrayList<Instant>();
        for (var time = forwards.getLast(); backwards.size() < 15; ) {
            time = crontab.atOrBefore(time).orElseThrow();
            backwards.addFirst(time);
            time = time.minusSeconds(1);
        }
        assertThat(backwards).isEqualTo(forwards);
    }
}
