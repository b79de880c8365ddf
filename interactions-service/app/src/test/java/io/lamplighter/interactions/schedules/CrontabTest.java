package io.lamplighter.interactions.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrontabTest {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * * * * *                | 2026-11-21T00:01:00Z | 2026-11-21T00:02:00Z
            */10 * * * * *           | 2026-11-21T00:00:10Z | 2026-11-21T00:00:20Z
            0 0 1 1 *                | 2027-01-01T00:00:00Z | 2028-01-01T00:00:00Z
            0 0 29 2 *               | 2028-02-29T00:00:00Z | 2032-02-29T00:00:00Z
            0 0 * * MON-FRI          | 2026-11-23T00:00:00Z | 2026-11-24T00:00:00Z
            0 0 * * 7                | 2026-11-22T00:00:00Z | 2026-11-29T00:00:00Z
            0 0 ? * 0                | 2026-11-22T00:00:00Z | 2026-11-29T00:00:00Z
            0 0 13 * 5               | 2026-11-27T00:00:00Z | 2026-12-04T00:00:00Z
            0 0 L * *                | 2026-11-30T00:00:00Z | 2026-12-31T00:00:00Z
            0 0 12 1 6 * 2030-2031   | 2030-06-01T12:00:00Z | 2031-06-01T12:00:00Z
            """)
    void firesAtItsTimes(String line, Instant first, Instant second) throws Exception { // IOT-55
        var crontab = Crontab.parse(line, ZoneId.of("UTC"));

        assertThat(crontab.after(NOW)).contains(first);
        assertThat(crontab.after(first)).contains(second);
        assertThat(crontab.atOrBefore(first)).contains(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            61 * * * *         | 61
            * 24 * * *         | 24
            */0 * * * *        | 0
            a b c d e          | Invalid
            H * * * *          | Invalid
            * * * *            | 5 fields
            * * * * * * * *    | 5 fields
            5-1-2 * * * *      | cannot be read
            """)
    void tellsWhatIsWrong(String line, String told) {
        assertThatThrownBy(() -> Crontab.parse(line, ZoneId.of("UTC")))
                .isInstanceOf(InvalidTimingException.class)
                .hasMessageContaining(told)
                .hasMessageNotContaining("Exception");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 0 30 2 *
            0 0 31 4,6 *
            0 0 0 1 1 * 2020
            """)
    void knowsThatItNeverFires(String line) throws Exception {
        assertThat(Crontab.parse(line, ZoneId.of("UTC")).after(NOW)).isEmpty();
    }

    @Test
    void doesADailyJobOnceEachLocalDayThroughBothClockChanges() throws Exception {
        assertThat(firings("30 2 * * *", "Europe/Rome", "2026-03-28T00:00+01:00", 3))
                .containsExactly("2026-03-28T02:30+01:00", "2026-03-29T03:30+02:00", "2026-03-30T02:30+02:00");
        assertThat(firings("30 2 * * *", "Europe/Rome", "2026-10-24T12:00+02:00", 2))
                .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
    }

    @Test
    void doesAnHourlyJobEveryElapsedHourThroughBothClockChanges() throws Exception {
        for (var start : List.of("2026-03-28T23:10+01:00", "2026-10-24T23:10+02:00")) {
            var times = firings("30 * * * *", "Europe/Rome", start, 6).stream()
                    .map(text -> OffsetDateTime.parse(text).toInstant())
                    .toList();
            for (int i = 1; i < times.size(); i++) {
                assertThat(times.get(i)).isEqualTo(times.get(i - 1).plusSeconds(3600));
            }
        }
    }

    private static List<String> firings(String line, String zone, String start, int count) throws Exception {
        var crontab = Crontab.parse(line, ZoneId.of(zone));
        var firings = new ArrayList<String>();
        var time = OffsetDateTime.parse(start).toInstant();
        for (int i = 0; i < count; i++) {
            time = crontab.after(time).orElseThrow();
            firings.add(time.atZone(ZoneId.of(zone)).toOffsetDateTime().toString());
        }
        return firings;
    }
}
