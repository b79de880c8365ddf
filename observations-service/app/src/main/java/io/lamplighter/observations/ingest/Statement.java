package io.lamplighter.observations.ingest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** SQL with its arguments, and whether its rows count as changed observations. */
record Statement(String sql, Tuple arguments, boolean counts) {
    Uni<Integer> on(SqlConnection connection) {
        return connection.preparedQuery(sql).execute(arguments).map(rows -> counts ? rows.rowCount() : 0);
    }
}
