package io.lamplighter.observations.ingest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;

/**
 * When the newest stored row of each series is. What comes after it is not there yet, so it can be stored without a look
 * for each row whether it is, which is more than half of what a row costs. It is a guess as soon as somebody else stores
 * rows of the same series; then the database refuses what is there already, and all is stored once more with that look.
 */
record Newest(boolean isKnown, Map<Integer, OffsetDateTime> times) {
    static final Newest UNKNOWN = new Newest(false, Map.of());

    private static final String OF_SERIES = "select series_id, valid_at from latest where series_id = any($1)";
    private static final String UNIQUE_VIOLATION = "23505";

    static Uni<Newest> of(SqlConnection connection, Integer[] series) {
        return connection.preparedQuery(OF_SERIES).execute(Tuple.of(series)).map(rows -> {
            var times = HashMap.<Integer, OffsetDateTime>newHashMap(rows.size());
            for (Row row : rows) {
                times.put(row.getInteger("series_id"), row.getOffsetDateTime("valid_at"));
            }
            return new Newest(true, times);
        });
    }

    /** Whether the series has no row of that time or after it. */
    boolean isBefore(int series, OffsetDateTime time) {
        var newest = times.get(series);
        return isKnown && (newest == null || newest.isBefore(time));
    }

    /** Whether a row was there that was taken to be new. */
    static boolean wasWrong(Throwable failure) {
        return failure instanceof PgException refused && UNIQUE_VIOLATION.equals(refused.getSqlState());
    }
}
