package io.lamplighter.interactions.timing;

import com.cronutils.model.field.CronFieldName;

/** The fields of a crontab line, in their order. */
enum CronField {
    SECOND(0, CronFieldName.SECOND, "second", 0, 59, 59),
    MINUTE(1, CronFieldName.MINUTE, "minute", 0, 59, 59),
    HOUR(2, CronFieldName.HOUR, "hour", 0, 23, 23),
    /** A hashed day is one that every month has. */
    DAY(3, CronFieldName.DAY_OF_MONTH, "day of month", 1, 31, 28),
    MONTH(4, CronFieldName.MONTH, "month", 1, 12, 12),
    WEEKDAY(5, CronFieldName.DAY_OF_WEEK, "day of week", 0, 7, 6),
    YEAR(6, CronFieldName.YEAR, "year", 1970, 2099, 2099);

    private final int place;
    private final CronFieldName name;
    private final String word;
    private final int from;
    private final int to;
    private final int hashedTo;

    CronField(int place, CronFieldName name, String word, int from, int to, int hashedTo) {
        this.place = place;
        this.name = name;
        this.word = word;
        this.from = from;
        this.to = to;
        this.hashedTo = hashedTo;
    }

    /** Where it stands in a line that has all of them, from 0. */
    int place() {
        return place;
    }

    CronFieldName inCronUtils() {
        return name;
    }

    String word() {
        return word;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    int hashedFrom() {
        return from;
    }

    /** The last value that {@code H} without a range stands for. */
    int hashedTo() {
        return hashedTo;
    }
}
