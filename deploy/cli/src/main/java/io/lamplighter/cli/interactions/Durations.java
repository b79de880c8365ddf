package io.lamplighter.cli.interactions;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads ISO 8601 durations, and their time part alone: {@code 10s}, {@code 1m30s}. */
final class Durations implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        try {
            var duration = Duration.parse(text.toUpperCase(Locale.ROOT).startsWith("P") ? text : "PT" + text);
            if (duration.isPositive()) {
                return duration;
            }
        } catch (DateTimeParseException unreadable) {
            // told below
        }
        throw new TypeConversionException("must be a duration such as PT10S or 10s");
    }
}
