package io.lamplighter.interactions.timing;

import com.cronutils.model.Cron;
import com.cronutils.model.field.expression.FieldExpression;
import io.lamplighter.interactions.api.DayMatch;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.BitSet;

/** The readings of a clock on the wall at which a line fires, without regard to any time zone. */
final class CronTimes {
    private static final int EVERY_HOUR = (1 << 24) - 1;

    private final long seconds;
    private final long minutes;
    private final long hours;
    private final CronDays days;
    private final long months;
    private final BitSet years;
    private final boolean stepsThroughHours;

    CronTimes(CronLine line, Cron cron, DayMatch match) throws InvalidTimingException {
        this.seconds = CronSets.bits(line, CronField.SECOND, expression(cron, CronField.SECOND));
        this.minutes = CronSets.bits(line, CronField.MINUTE, expression(cron, CronField.MINUTE));
        this.hours = CronSets.bits(line, CronField.HOUR, expression(cron, CronField.HOUR));
        this.months = CronSets.bits(line, CronField.MONTH, expression(cron, CronField.MONTH));
        this.years = CronSets.values(line, CronField.YEAR, expression(cron, CronField.YEAR));
        this.days = new CronDays(line, expression(cron, CronField.DAY), expression(cron, CronField.WEEKDAY), match);
        this.stepsThroughHours = line.fields().get(CronField.HOUR.place()).contains("*");
    }

    private static FieldExpression expression(Cron cron, CronField field) {
        return cron.retrieve(field.inCronUtils()).getExpression();
    }

    /** Whether it counts hours and not days: then an hour that comes twice counts twice. */
    boolean isSubDaily() {
        return stepsThroughHours || firesEveryHour();
    }

    boolean firesEveryHour() {
        return hours == EVERY_HOUR;
    }

    /** The first reading from this one on and before the limit; null when there is none. */
    LocalDateTime atOrAfter(LocalDateTime from, LocalDateTime limit) {
        var date = from.toLocalDate();
        if (fireOn(date)) {
            var time = atOrAfter(from.toLocalTime());
            if (time != null) {
                return before(limit, date.atTime(time));
            }
        }
        date = next(date.plusDays(1), limit.toLocalDate());
        return date == null ? null : before(limit, date.atTime(atOrAfter(LocalTime.MIDNIGHT)));
    }

    private static LocalDateTime before(LocalDateTime limit, LocalDateTime found) {
        return found.isBefore(limit) ? found : null;
    }

    private LocalDate next(LocalDate from, LocalDate last) {
        var date = from;
        while (!date.isAfter(last)) {
            if (!years.get(date.getYear())) {
                int year = years.nextSetBit(date.getYear());
                if (year < 0) {
                    return null;
                }
                date = LocalDate.of(year, 1, 1);
            } else if (((months >> date.getMonthValue()) & 1) == 0) {
                date = date.withDayOfMonth(1).plusMonths(1);
            } else if (days.match(date)) {
                return date;
            } else {
                date = date.plusDays(1);
            }
        }
        return null;
    }

    private boolean fireOn(LocalDate date) {
        return years.get(date.getYear()) && ((months >> date.getMonthValue()) & 1) == 1 && days.match(date);
    }

    private LocalTime atOrAfter(LocalTime from) {
        int hour = next(hours, from.getHour());
        if (hour == from.getHour()) {
            int minute = next(minutes, from.getMinute());
            if (minute == from.getMinute()) {
                int second = next(seconds, from.getSecond() + (from.getNano() > 0 ? 1 : 0));
                if (second < Long.SIZE) {
                    return LocalTime.of(hour, minute, second);
                }
                minute = next(minutes, minute + 1);
            }
            if (minute < Long.SIZE) {
                return LocalTime.of(hour, minute, next(seconds, 0));
            }
            hour = next(hours, hour + 1);
        }
        return hour < Long.SIZE ? LocalTime.of(hour, next(minutes, 0), next(seconds, 0)) : null;
    }

    /** The lowest bit of the set from this one on; 64 when there is none. */
    private static int next(long set, int from) {
        return from >= Long.SIZE ? Long.SIZE : Long.numberOfTrailingZeros(set & (-1L << from));
    }
}
