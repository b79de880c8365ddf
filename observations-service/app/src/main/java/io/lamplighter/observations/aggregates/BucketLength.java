package io.lamplighter.observations.aggregates;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How long a bucket is: an elapsed time, or some days, weeks (from Monday) or months of the calendar of a time zone. */
public sealed interface BucketLength {

    /** The start of the bucket in which that time lies. */
    Instant start(Instant time, ZoneId zone);

    /** The start of the next bucket. */
    Instant next(Instant start, ZoneId zone);

    /** About how long one is. */
    Duration about();

    /**
     * Reads an ISO 8601 duration of one second to a hundred years, of a whole number of microseconds; empty when it is
     * none, or mixes months with days.
     */
    static Optional<BucketLength> read(String text) {
        try {
            return (text.contains("T") ? elapsed(text) : calendar(text))
                    .filter(each -> each.about().compareTo(Duration.ofSeconds(1)) >= 0)
                    .filter(each -> each.about().compareTo(Duration.ofDays(36_600)) <= 0);
        } catch (DateTimeException | ArithmeticException noDuration) {
            return Optional.empty();
        }
    }

    private static Optional<BucketLength> elapsed(String text) {
        return Optional.of(Duration.parse(text))
                .filter(each -> each.truncatedTo(ChronoUnit.MICROS).equals(each))
                .map(Elapsed::new);
    }

    @SuppressWarnings("JavaPeriodGetDays") // the months are told apart
    private static Optional<BucketLength> calendar(String text) {
        var period = Period.parse(text);
        var months = Math.toIntExact(period.toTotalMonths());
        if (months != 0) {
            return period.getDays() == 0 ? Optional.of(new Months(months)) : Optional.empty();
        }
        var days = period.getDays();
        return Optional.of(text.endsWith("W") ? new Days(days, Days.MONDAY) : new Days(days, 0));
    }

    /**
     * Counted from 1970 in UTC; in any other zone those that make up a day begin anew at each midnight, so that the last
     * one of a day may be shorter or one more.
     */
    record Elapsed(Duration length) implements BucketLength {
        @Override
        public Instant start(Instant time, ZoneId zone) {
            var origin = origin(time, zone);
            var elapsed = ChronoUnit.MICROS.between(origin, time);
            return origin.plus(Math.floorDiv(elapsed, micros()) * micros(), ChronoUnit.MICROS);
        }

        @Override
        public Instant next(Instant start, ZoneId zone) {
            var next = start.plus(length);
            if (!dividesTheDay(zone)) {
                return next;
            }
            var midnight = LocalDate.ofInstant(start, zone)
                    .plusDays(1)
                    .atStartOfDay(zone)
                    .toInstant();
            return next.isBefore(midnight) ? next : midnight;
        }

        @Override
        public Duration about() {
            return length;
        }

        private Instant origin(Instant time, ZoneId zone) {
            return dividesTheDay(zone)
                    ? LocalDate.ofInstant(time, zone).atStartOfDay(zone).toInstant()
                    : LocalDate.EPOCH.atStartOfDay(zone).toInstant();
        }

        private boolean dividesTheDay(ZoneId zone) {
            return !zone.equals(ZoneOffset.UTC) && Duration.ofDays(1).toNanos() % length.toNanos() == 0;
        }

        private long micros() {
            return length.toNanos() / 1000;
        }
    }

    /** Calendar days, counted from an origin in days since 1970. */
    record Days(int count, int origin) implements BucketLength {
        static final int MONDAY = 4;

        @Override
        public Instant start(Instant time, ZoneId zone) {
            var day = LocalDate.ofInstant(time, zone).toEpochDay() - origin;
            return LocalDate.ofEpochDay(Math.floorDiv(day, count) * (long) count + origin)
                    .atStartOfDay(zone)
                    .toInstant();
        }

        @Override
        public Instant next(Instant start, ZoneId zone) {
            return LocalDate.ofInstant(start, zone)
                    .plusDays(count)
                    .atStartOfDay(zone)
                    .toInstant();
        }

        @Override
        public Duration about() {
            return Duration.ofDays(count);
        }
    }

    /** Calendar months, counted from 1970. */
    record Months(int count) implements BucketLength {
        @Override
        public Instant start(Instant time, ZoneId zone) {
            var date = LocalDate.ofInstant(time, zone);
            var month = Math.floorDiv(date.getYear() * 12 + date.getMonthValue() - 1 - 1970 * 12, count) * count;
            return LocalDate.of(1970, 1, 1).plusMonths(month).atStartOfDay(zone).toInstant();
        }

        @Override
        public Instant next(Instant start, ZoneId zone) {
            return LocalDate.ofInstant(start, zone)
                    .plusMonths(count)
                    .atStartOfDay(zone)
                    .toInstant();
        }

        @Override
        public Duration about() {
            return Duration.ofDays(30L * count);
        }
    }
}
