package io.lamplighter.observations.queries;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks for the observations of some devices in the order of time.
 *
 * @param from inclusive
 * @param to exclusive
 */
record RangeQuery(
        SeriesFilter series, Instant from, Instant to, boolean newestFirst, int limit, Optional<Cursor.OfRange> after) {
    private static final int MOST = 1000;
    private static final Instant BEFORE_ALL = Instant.EPOCH;
    private static final Instant AFTER_ALL = Instant.parse("9999-12-31T00:00:00Z");

    static RangeQuery of(MultivaluedMap<String, String> given, QueriesConfig config) {
        var parameters = new Parameters(given);
        var query = new RangeQuery(
                SeriesFilter.of(parameters, config),
                parameters.time("from").orElse(BEFORE_ALL),
                parameters.time("to").orElse(AFTER_ALL),
                parameters.newestFirst(),
                parameters.limit(MOST),
                parameters.cursor(Cursor.OfRange::read));
        if (!given.containsKey("device")) {
            parameters.refuse("device", "must be there at least once");
        }
        if (!query.from.isBefore(query.to)) {
            parameters.refuse("to", "must be after from");
        }
        parameters.check();
        return query;
    }
}
