package io.lamplighter.interactions.timing;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;

/** Has cron-utils read the fields of a line; a refusal names the field that is wrong. */
final class CronFields {
    private static final CronParser PARSER = parser();

    private CronFields() {}

    static Cron read(CronLine line) throws InvalidTimingException {
        try {
            return PARSER.parse(line.text()).validate();
        } catch (RuntimeException wrong) {
            for (var field : CronField.values()) {
                judge(line, field);
            }
            throw new InvalidTimingException("cannot be read");
        }
    }

    private static void judge(CronLine line, CronField field) throws InvalidTimingException {
        try {
            var ignored = PARSER.parse(line.only(field)).validate();
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException wrong) {
            throw line.wrong(
                    field,
                    String.valueOf(wrong.getMessage())
                            .replace("Failed to parse cron expression. ", "")
                            .replace("Period ", "Step ")
                            .strip());
        }
    }

    private static CronParser parser() {
        return new CronParser(CronDefinitionBuilder.defineCron()
                .withSeconds()
                .and()
                .withMinutes()
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
                .and()
                .withYear()
                .withValidRange(1970, 2099)
                .and()
                .instance());
    }
}
