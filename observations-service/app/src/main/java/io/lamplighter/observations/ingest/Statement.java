package io.lamplighter.observations.ingest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * SQL with its arguments, to be run once.
 *
 * @param stores whether the id of the batch is its last argument and its rows count as changed observations
 */
record Statement(String sql, Tuple arguments, boolean stores) {
    Uni<Integer> on(SqlConnection connection, int batch) {
        var all = stores ? arguments.addInteger(batch) : arguments;
        return connection.preparedQuery(sql).execute(all).map(rows -> stores ? rows.rowCount() : 0);
    }
}
