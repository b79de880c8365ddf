package io.lamplighter.observations.ingest;

import io.lamplighter.observations.rollups.Watermark;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.stream.Collectors;

/** What is done in the one transaction that stores a slice. */
record StoringTransaction(SqlConnection connection) {
    private static final String PATIENTLY = "set local statement_timeout = '60s'";
    // Two in a second with the same id are 2^32 transactions apart.
    private static final String BATCH = """
            insert into batch (recorded_at) values ($1)
            on conflict (id) do update set recorded_at = excluded.recorded_at returning id""";

    /**
     * Stores the rows, and says how many observations changed.
     *
     * @param guesses whether it may fail because a row that was taken to be new is there ({@link Newest#wasWrong})
     */
    Uni<Integer> store(Progress progress, Rows rows, boolean guesses) {
        return connection
                .query(PATIENTLY)
                .execute()
                .chain(() -> progress.advance(connection))
                .chain(() -> Watermark.hold(connection))
                .chain(closed -> connection
                        .preparedQuery(BATCH)
                        .execute(Tuple.of(rows.recordedAt()))
                        .map(batch -> batch.iterator().next().getInteger("id"))
                        .chain(batch -> (guesses
                                        ? rows.newest(connection)
                                        : Uni.createFrom().item(Newest.UNKNOWN))
                                .chain(newest -> run(rows.statements(closed, newest), batch))));
    }

    private Uni<Integer> run(List<Statement> statements, int batch) {
        return Multi.createFrom()
                .iterable(statements)
                .onItem()
                .transformToUniAndConcatenate(each -> each.on(connection, batch))
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }
}
