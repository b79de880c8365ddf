package io.lamplighter.devices.history;

import io.lamplighter.devices.problems.InvalidInputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The time that a reader asks for. */
public final class PastTime {
    // What PostgreSQL can hold, with a wide margin.
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private PastTime() {}

    /** Reads an RFC 3339 time. */
    public static Instant of(String text) {
        try {
            var time = OffsetDateTime.parse(text).toInstant();
            if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
                return time;
            }
        } catch (DateTimeException _) {
            // told below
        }
        throw new InvalidInputException("at", "must be an RFC 3339 time such as 2026-11-21T08:00:00Z");
    }
}
