package io.lamplighter.observations.rollups;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;

/**
 * Up to when hours are closed. Whoever changes raw rows before it marks their days as pending, in the same transaction.
 * It moves only while no transaction holds it: each transaction either sees it moved, or is over before it moves.
 */
public final class Watermark {
    private static final String KEY = "hashtext('lamplighter rollups'), 0";
    // Two statements, because the second must see what was committed before the lock was there.
    private static final String SHARE = "select pg_advisory_xact_lock_shared(" + KEY + ")";
    private static final String READ = "select closed from rollup_watermark";

    private Watermark() {}

    /** What it is, and stays until the transaction of this connection is over. */
    public static Uni<Instant> hold(SqlConnection connection) {
        return connection.preparedQuery(SHARE).execute().chain(() -> read(connection));
    }

    static Uni<Instant> read(SqlConnection connection) {
        return connection
                .preparedQuery(READ)
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime("closed").toInstant());
    }

    /** Waits for all who hold it, and keeps others from it until the transaction is over. */
    static Uni<Void> seize(SqlConnection connection) {
        return connection
                .preparedQuery("select pg_advisory_xact_lock(" + KEY + ")")
                .execute()
                .replaceWithVoid();
    }
}
