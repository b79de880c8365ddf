package io.lamplighter.observations.ranges;

import io.lamplighter.observations.formats.Format;
import io.lamplighter.observations.queries.Parameters;
import io.lamplighter.observations.queries.SeriesFilter;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks for the observations of some devices in the order of time; a stream has one series after the other.
 *
 * @param from inclusive
 * @param to exclusive
 * @param limit of a page; a stream has none unless it is given
 * @param convertTo units that all attributes are told in
 * @param sample how few points of each series are enough; empty for all
 */
record RangeQuery(
        SeriesFilter series,
        Instant from,
        Instant to,
        boolean newestFirst,
        int limit,
        Optional<RangeCursor> after,
        Optional<String> convertTo,
        Optional<Sample> sample,
        Format format) {
    private static final int MOST = 1000;
    private static final Instant BEFORE_ALL = Instant.EPOCH;
    private static final Instant AFTER_ALL = Instant.parse("9999-12-31T00:00:00Z");

    static RangeQuery of(Parameters parameters, Format format, int devices) {
        var sample = Sample.of(parameters);
        var query = new RangeQuery(
                SeriesFilter.of(parameters, devices),
                parameters.time("from").orElse(BEFORE_ALL),
                parameters.time("to").orElse(AFTER_ALL),
                parameters.newestFirst(),
                format == Format.JSON || parameters.first("limit").isPresent()
                        ? parameters.limit(format == Format.JSON ? MOST : Integer.MAX_VALUE)
                        : Integer.MAX_VALUE,
                parameters.cursor(RangeCursor::read),
                parameters.convertTo(),
                sample,
                format);
        query.check(parameters);
        parameters.check();
        return query;
    }

    private void check(Parameters parameters) {
        if (parameters.first("device").isEmpty()) {
            parameters.refuse("device", "must be there at least once");
        }
        if (!from.isBefore(to)) {
            parameters.refuse("to", "must be after from");
        }
        if (after.isPresent() && (format != Format.JSON || sample.isPresent())) {
            parameters.refuse("after", "must be absent: a stream and a sample are whole");
        }
        if (sample.isPresent() && parameters.first("limit").isPresent()) {
            parameters.refuse("limit", "must be absent: points says how many there are");
        }
    }

    /** The same from after an observation. */
    RangeQuery from(RangeCursor cursor) {
        return new RangeQuery(series, from, to, newestFirst, limit, Optional.of(cursor), convertTo, sample, format);
    }

    /** The same with other pages. */
    RangeQuery paged(int rows) {
        return new RangeQuery(series, from, to, newestFirst, rows, after, convertTo, sample, format);
    }

    /** The same from the oldest on. */
    RangeQuery oldestFirst() {
        return new RangeQuery(series, from, to, false, limit, after, convertTo, sample, format);
    }
}
