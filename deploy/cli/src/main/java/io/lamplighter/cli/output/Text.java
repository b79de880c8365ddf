package io.lamplighter.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Fields of answers as people read them; what is absent is a dash. Times are in the zone of this machine. */
public final class Text {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final String ABSENT = "-";

    private Text() {}

    /** Any field as it is. */
    public static String of(JsonNode field) {
        if (field.isMissingNode() || field.isNull() || field.asText("x").isEmpty()) {
            return ABSENT;
        }
        return printable(field.isValueNode() ? field.asText() : field.toString());
    }

    /** Date and time to the second. */
    public static String time(JsonNode field) {
        return time(field, DAY);
    }

    /** The time of day to the millisecond. */
    public static String clock(JsonNode field) {
        return time(field, CLOCK);
    }

    /** The value of an observation with its units; numbers in their shortest form. */
    public static String value(JsonNode observation) {
        var units = observation.path("units").asText("1");
        var value = of(observation.path("value"));
        return "1".equals(units) || "null".equals(units) ? value : value + " " + printable(units);
    }

    /** What a list of observations says: {@code on = true, power = 12.5 W}. */
    public static String values(JsonNode observations) {
        return StreamSupport.stream(observations.spliterator(), false)
                .map(observation -> of(observation.path("name")) + " = " + value(observation))
                .collect(Collectors.joining(", "));
    }

    /** Nothing in it can move the cursor or colour the terminal. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String time(JsonNode field, DateTimeFormatter format) {
        try {
            return field.isTextual()
                    ? format.withZone(ZoneId.systemDefault()).format(Instant.parse(field.asText()))
                    : ABSENT;
        } catch (DateTimeException noTime) {
            return of(field);
        }
    }
}
