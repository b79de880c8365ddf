package io.lamplighter.observations.queries;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;

/** Asks for the newest observation of each name of some devices, or of all. */
record LatestQuery(SeriesFilter series, int limit, Optional<Cursor.OfLatest> after) {
    private static final int MOST = 10_000;

    static LatestQuery of(MultivaluedMap<String, String> given, QueriesConfig config) {
        var parameters = new Parameters(given);
        var query = new LatestQuery(
                SeriesFilter.of(parameters, config), parameters.limit(MOST), parameters.cursor(Cursor.OfLatest::read));
        parameters.check();
        return query;
    }
}
