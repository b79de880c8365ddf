package io.lamplighter.interactions.timing;

import static org.assertj.core.api.Assertions.assertThat;

import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.lamplighter.interactions.api.DayMatch;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where no clocks change, our times are those of cron-utils. */
class CronOracleTest {
    private static final CronParser UNIX = new CronParser(CronDefinitionBuilder.defineCron()
            .withMinutes()
            .and()
            .withHours()
            .and()
            .withDayOfMonth()
            .and()
            .withMonth()
            .and()
            .withDayOfWeek()
            .withValidRange(0, 7)
            .withMondayDoWValue(1)
            .withIntMapping(7, 0)
            .and()
            .instance());

    private final Random random = new Random(7);

    @Test
    void agreesWithCronUtilsOnRandomLines() throws Exception {
        for (int i = 0; i < 1500; i++) {
            var line = String.join(" ", field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 6));
            var theirs = ExecutionTime.forCron(UNIX.parse(line));
            var ours = Crontab.parse(line, ZoneOffset.UTC, DayMatch.OR, "", "");
            var time = Instant.ofEpochSecond(1_790_000_000L + random.nextInt(40_000_000));
            for (int n = 0; n < 8; n++) {
                var expected = theirs.nextExecution(time.atZone(ZoneOffset.UTC))
                        .orElseThrow()
                        .toInstant();
                assertThat(ours.after(time)).as(line + " after " + time).contains(expected);
                time = expected;
            }
        }
    }

    private String field(int from, int to) {
        int a = from + random.nextInt(to - from + 1);
        int b = from + random.nextInt(to - from + 1);
        return switch (random.nextInt(6)) {
            case 0, 1 -> "*";
            case 2 -> Integer.toString(a);
            case 3 -> Math.min(a, b) + "-" + Math.max(a, b);
            case 4 -> a == b ? Integer.toString(a) : Math.min(a, b) + "," + Math.max(a, b);
            default -> "*/" + (1 + random.nextInt(to));
        };
    }
}
