package io.lamplighter.interactions.schedules;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Map;
import java.util.Optional;

/**
 * A crontab line in a time zone. Days of the week are as in Unix (0 and 7 are Sunday), and a line that restricts both
 * days of the month and of the week fires on either.
 *
 * <p>When clocks go back, an hourly line fires in both of the equal hours and a daily one in the first. When they go
 * forward, a line that names its hours fires as much later as the clocks went, so that a daily job is done every local
 * day (cron-utils leaves that day out); a line for every hour has nothing to make up for.
 */
final class Crontab {
    private static final Map<Integer, CronParser> PARSERS =
            Map.of(5, parser(false, false), 6, parser(true, false), 7, parser(true, true));

    private final ExecutionTime times;
    private final ZoneId zone;
    private final boolean namesHours;

    private Crontab(Cron cron, ZoneId zone) {
        this.times = ExecutionTime.forCron(cron);
        this.zone = zone;
        this.namesHours =
                !cron.retrieve(CronFieldName.HOUR).getExpression().asString().contains("*");
    }

    static Crontab parse(String line, ZoneId zone) throws InvalidTimingException {
        var fields = line.strip().split("\\s+", -1);
        var parser = PARSERS.get(fields.length);
        if (parser == null) {
            throw new InvalidTimingException(
                    "must have 5 fields (minute hour day month weekday), 6 with seconds first, or "
                            + "7 with the year last, not " + fields.length);
        }
        try {
            return new Crontab(
                    parser.parse(String.join(" ", fields).replace('?', '*')).validate(), zone);
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException wrong) {
            throw new InvalidTimingException("cannot be read: "
                    + String.valueOf(wrong.getMessage()).replace("Failed to parse cron expression. ", ""));
        }
    }

    /** The first time after this one; empty when there is none. */
    Optional<Instant> after(Instant time) {
        var from = time.atZone(zone);
        var next = times.nextExecution(from).map(ZonedDateTime::toInstant);
        return namesHours ? inGap(time, next).or(() -> next) : next;
    }

    /** The last time at or before this one; empty when there is none. */
    Optional<Instant> atOrBefore(Instant time) {
        var justAfter = time.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1).atZone(zone);
        return times.lastExecution(justAfter).map(ZonedDateTime::toInstant);
    }

    /** The first time that falls into an hour which the clocks leave out before {@code next}. */
    private Optional<Instant> inGap(Instant time, Optional<Instant> next) {
        if (next.isEmpty()) {
            return Optional.empty();
        }
        var rules = zone.getRules();
        for (var transition = rules.nextTransition(time.minus(1, ChronoUnit.DAYS));
                transition != null && !transition.getInstant().isAfter(next.get());
                transition = rules.nextTransition(transition.getInstant())) {
            var left = transition.isGap() ? leftOut(time, transition) : Optional.<Instant>empty();
            if (left.filter(next.get()::isAfter).isPresent()) {
                return left;
            }
        }
        return Optional.empty();
    }

    private Optional<Instant> leftOut(Instant time, ZoneOffsetTransition gap) {
        var beforeGap = gap.getDateTimeBefore().minusSeconds(1);
        var from = LocalDateTime.ofInstant(time, gap.getOffsetBefore());
        return times.nextExecution((from.isAfter(beforeGap) ? from : beforeGap).atZone(ZoneOffset.UTC))
                .map(ZonedDateTime::toLocalDateTime)
                .filter(gap.getDateTimeAfter()::isAfter)
                .map(local -> local.toInstant(gap.getOffsetBefore()));
    }

    private static CronParser parser(boolean seconds, boolean year) {
        return new CronParser(definition(seconds, year));
    }

    private static CronDefinition definition(boolean seconds, boolean year) {
        var builder = CronDefinitionBuilder.defineCron();
        if (seconds) {
            builder = builder.withSeconds().and();
        }
        builder = builder.withMinutes()
                .and()
                .withHours()
                .and()
                .withDayOfMonth()
                .supportsL()
                .supportsW()
                .supportsLW()
                .and()
                .withMonth()
                .and()
                .withDayOfWeek()
                .withValidRange(0, 7)
                .withMondayDoWValue(1)
                .withIntMapping(7, 0)
                .supportsHash()
                .supportsL()
                .and();
        return (year ? builder.withYear().withValidRange(1970, 2099).and() : builder).instance();
    }
}
