package io.lamplighter.interactions.timing;

import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.And;
import com.cronutils.model.field.expression.Between;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.value.SpecialChar;
import java.util.BitSet;

/** Turns what cron-utils has read of a field into the set of its values. */
final class CronSets {
    private CronSets() {}

    /** Bit n is set for the value n; of a field whose values end before 64. Sunday is bit 0. */
    static long bits(CronLine line, CronField field, FieldExpression expression) throws InvalidTimingException {
        return values(line, field, expression).toLongArray()[0];
    }

    static BitSet values(CronLine line, CronField field, FieldExpression expression) throws InvalidTimingException {
        var values = new BitSet();
        switch (expression) {
            case And and -> {
                for (var part : and.getExpressions()) {
                    values.or(values(line, field, part));
                }
            }
            case Every every ->
                add(
                        line,
                        field,
                        values,
                        every.getExpression(),
                        every.getPeriod().getValue());
            default -> add(line, field, values, expression, 1);
        }
        if (field == CronField.WEEKDAY && values.get(7)) {
            values.set(0);
            values.clear(7);
        }
        return values;
    }

    private static void add(CronLine line, CronField field, BitSet values, FieldExpression expression, int step)
            throws InvalidTimingException {
        if (step < 1) {
            throw line.wrong(field, "Step " + step + " is not above 0");
        }
        switch (expression) {
            case Always always -> add(values, field.from(), last(field), step);
            case Between between -> between(line, field, values, between, step);
            case On on
            when on.getSpecialChar().getValue() == SpecialChar.NONE ->
                add(values, on.getTime().getValue(), step == 1 ? on.getTime().getValue() : last(field), step);
            default -> throw line.wrong(field, "cannot hold " + expression.asString());
        }
    }

    private static void between(CronLine line, CronField field, BitSet values, Between between, int step)
            throws InvalidTimingException {
        if (!(between.getFrom().getValue() instanceof Integer from)
                || !(between.getTo().getValue() instanceof Integer to)) {
            throw line.wrong(field, "cannot hold " + between.asString());
        }
        if (from <= to) {
            add(values, from, to, step);
            return;
        }
        if (field != CronField.WEEKDAY && field != CronField.MONTH) {
            throw line.wrong(field, "Range " + from + "-" + to + " ends before it begins");
        }
        int count = last(field) - field.from() + 1;
        for (int value = from; value <= to + count; value += step) {
            values.set((value - field.from()) % count + field.from());
        }
    }

    private static void add(BitSet values, int from, int to, int step) {
        for (int value = from; value <= to; value += step) {
            values.set(value);
        }
    }

    /** The last value that is not another name of the first. */
    private static int last(CronField field) {
        return field == CronField.WEEKDAY ? 6 : field.to();
    }
}
