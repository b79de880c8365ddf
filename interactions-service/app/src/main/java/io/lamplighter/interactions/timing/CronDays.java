package io.lamplighter.interactions.timing;

import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.And;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import io.lamplighter.interactions.api.DayMatch;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** On which days a line fires: days of the month and of the week, from either end and by number. */
final class CronDays {
    private static final int MOST_IN_A_MONTH = 5;

    private final boolean everyDay;
    private final boolean everyWeekday;
    private final boolean both;
    private final Predicate<LocalDate> day;
    private final Predicate<LocalDate> weekday;

    CronDays(CronLine line, FieldExpression days, FieldExpression weekdays, DayMatch match)
            throws InvalidTimingException {
        this.everyDay = days instanceof Always;
        this.everyWeekday = weekdays instanceof Always;
        this.both = match == DayMatch.AND;
        this.day = any(days(line, days));
        this.weekday = any(weekdays(line, weekdays));
    }

    boolean match(LocalDate date) {
        if (everyDay) {
            return everyWeekday || weekday.test(date);
        }
        if (everyWeekday) {
            return day.test(date);
        }
        return both ? (day.test(date) && weekday.test(date)) : (day.test(date) || weekday.test(date));
    }

    private static Predicate<LocalDate> any(List<Predicate<LocalDate>> parts) {
        return parts.size() == 1 ? parts.getFirst() : date -> parts.stream().anyMatch(part -> part.test(date));
    }

    private static List<FieldExpression> parts(FieldExpression expression) {
        return expression instanceof And and ? and.getExpressions() : List.of(expression);
    }

    private static List<Predicate<LocalDate>> days(CronLine line, FieldExpression expression)
            throws InvalidTimingException {
        var found = new ArrayList<Predicate<LocalDate>>();
        for (var part : parts(expression)) {
            found.add(day(line, part));
        }
        return found;
    }

    private static Predicate<LocalDate> day(CronLine line, FieldExpression part) throws InvalidTimingException {
        if (part instanceof On on) {
            int number = on.getTime().getValue();
            int back = Math.max(0, on.getNth().getValue());
            switch (on.getSpecialChar().getValue()) {
                case L -> {
                    return date -> date.getDayOfMonth() == date.lengthOfMonth() - back;
                }
                case LW -> {
                    return date -> date.equals(nearestWeekday(date, date.lengthOfMonth()));
                }
                case W -> {
                    return date -> number <= date.lengthOfMonth() && date.equals(nearestWeekday(date, number));
                }
                case HASH -> throw line.wrong(CronField.DAY, "# counts days of the week");
                default -> {}
            }
        }
        long set = CronSets.bits(line, CronField.DAY, part);
        return date -> ((set >> date.getDayOfMonth()) & 1) == 1;
    }

    /** The day from Monday to Friday that is next to this one, within its month. */
    private static LocalDate nearestWeekday(LocalDate month, int number) {
        var day = month.withDayOfMonth(number);
        if (day.getDayOfWeek() == DayOfWeek.SATURDAY) {
            return number == 1 ? day.plusDays(2) : day.minusDays(1);
        }
        if (day.getDayOfWeek() == DayOfWeek.SUNDAY) {
            return number == day.lengthOfMonth() ? day.minusDays(2) : day.plusDays(1);
        }
        return day;
    }

    private static List<Predicate<LocalDate>> weekdays(CronLine line, FieldExpression expression)
            throws InvalidTimingException {
        var found = new ArrayList<Predicate<LocalDate>>();
        for (var part : parts(expression)) {
            found.add(weekday(line, part));
        }
        return found;
    }

    private static Predicate<LocalDate> weekday(CronLine line, FieldExpression part) throws InvalidTimingException {
        if (part instanceof On on) {
            int number = on.getTime().getValue() % 7;
            int nth = on.getNth().getValue();
            switch (on.getSpecialChar().getValue()) {
                case L -> {
                    if (number < 0) {
                        throw line.wrong(CronField.WEEKDAY, "L needs a day before it, such as 5L");
                    }
                    return date -> weekday(date) == number && date.getDayOfMonth() + 7 > date.lengthOfMonth();
                }
                case HASH -> {
                    if (nth < 1 || nth > MOST_IN_A_MONTH) {
                        throw line.wrong(CronField.WEEKDAY, "A month has no " + nth + " of the same weekday");
                    }
                    return date -> weekday(date) == number && (date.getDayOfMonth() + 6) / 7 == nth;
                }
                default -> {}
            }
        }
        long set = CronSets.bits(line, CronField.WEEKDAY, part);
        return date -> ((set >> weekday(date)) & 1) == 1;
    }

    private static int weekday(LocalDate date) {
        return date.getDayOfWeek().getValue() % 7;
    }
}
