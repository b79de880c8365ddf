package io.lamplighter.observations.retention;

import io.lamplighter.observations.rollups.Level;
import io.lamplighter.observations.series.Kind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

@Singleton
class RetentionRepository {
    private static final int SERIES_AT_ONCE = 500;

    private final Pool pool;
    private final RetentionConfig config;

    RetentionRepository(Pool pool, RetentionConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** A partition, and about how much is in it. */
    record Partition(String name, Instant since, Instant until, long rows, long bytes) {
        static Partition of(Row row) {
            return new Partition(
                    row.getString("name"),
                    row.getOffsetDateTime("since").toInstant(),
                    row.getOffsetDateTime("until").toInstant(),
                    row.getLong("rows"),
                    row.getLong("bytes"));
        }
    }

    /** A series by its id, its device and its name. */
    record Found(int id, UUID deviceId, String name) {}

    Uni<List<Found>> series(Kind kind, Horizon horizon, int after) {
        return pool.preparedQuery(RetentionSql.SERIES)
                .execute(Tuple.of(
                        kind.word(),
                        horizon.like(),
                        horizon.devices().map(ids -> ids.toArray(UUID[]::new)).orElse(null),
                        after,
                        SERIES_AT_ONCE))
                .map(rows -> rows.stream()
                        .map(row -> new Found(row.getInteger("id"), row.getUUID("device_id"), row.getString("name")))
                        .toList());
    }

    Uni<List<Partition>> droppable(Kind kind, Instant before) {
        return pool.preparedQuery(RetentionSql.DROPPABLE)
                .execute(Tuple.of(kind.word(), time(before)))
                .map(rows -> rows.stream().map(Partition::of).toList());
    }

    /** Fails when somebody uses the partition for so long that others would have to wait. */
    Uni<Void> drop(Partition partition) {
        return pool.withTransaction(connection -> connection
                        .query("set local lock_timeout = "
                                + config.lockTimeout().toMillis())
                        .execute()
                        // The name is one that the database has made itself.
                        .chain(() -> connection
                                .query("drop table \"" + partition.name() + "\"")
                                .execute())
                        .chain(() -> connection
                                .preparedQuery("delete from stored_partition where name = $1")
                                .execute(Tuple.of(partition.name()))))
                .replaceWithVoid();
    }

    Uni<Long> count(Kind kind, List<Integer> series, Instant before, int most) {
        return pool.preparedQuery(RetentionSql.count(kind))
                .execute(Tuple.of(array(series), time(before), most))
                .map(rows -> rows.iterator().next().getLong("rows"));
    }

    /** Makes the rollups that are to outlive their observations, and keeps them from being made anew. */
    Uni<Void> seal(List<Integer> series, Instant before) {
        var arguments = List.<Object>of(array(series), time(before));
        return pool.withTransaction(connection -> patiently(connection)
                .chain(() -> seal(connection, Level.HOUR, "1 hour", arguments))
                .chain(() -> seal(connection, Level.DAY, "24 hours", arguments))
                .chain(() -> connection.preparedQuery(RetentionSql.RAW_SINCE).execute(Tuple.from(arguments)))
                .replaceWithVoid());
    }

    private static Uni<Void> seal(SqlConnection connection, Level level, String length, List<Object> arguments) {
        return connection
                .preparedQuery(RetentionSql.removeStale(level.table()))
                .execute(Tuple.from(arguments))
                .chain(() -> connection
                        .preparedQuery(RetentionSql.seal(level.table(), length))
                        .execute(Tuple.from(arguments)))
                .replaceWithVoid();
    }

    /** Deletes in chunks, each a transaction of its own, and says how many rows there were. */
    Uni<Integer> delete(Kind kind, List<Integer> series, Instant before) {
        return chunks(RetentionSql.delete(kind), series, before);
    }

    Uni<Integer> deleteRollups(Level level, List<Integer> series, Instant before) {
        return chunks(RetentionSql.deleteRollups(level.table()), series, before);
    }

    Uni<Integer> forgetLatest(List<Integer> series, Instant before) {
        return pool.preparedQuery(RetentionSql.FORGET_LATEST)
                .execute(Tuple.of(array(series), time(before)))
                .map(rows -> rows.rowCount());
    }

    Uni<Integer> forgetBatches(Instant before) {
        return repeat(connection -> connection
                .preparedQuery(RetentionSql.OUTDATED_BATCHES)
                .execute(Tuple.of(time(before), config.chunk()))
                .map(rows -> rows.rowCount()));
    }

    private Uni<Integer> chunks(String sql, List<Integer> series, Instant before) {
        return repeat(connection -> connection
                .preparedQuery(sql)
                .execute(Tuple.of(array(series), time(before), config.chunk()))
                .map(rows -> rows.rowCount()));
    }

    private Uni<Integer> repeat(java.util.function.Function<SqlConnection, Uni<Integer>> chunk) {
        return Multi.createBy()
                .repeating()
                .uni(() ->
                        pool.withTransaction(connection -> patiently(connection).chain(() -> chunk.apply(connection))))
                .whilst(removed -> removed > 0)
                .collect()
                .with(java.util.stream.Collectors.summingInt(Integer::intValue));
    }

    private static Uni<Void> patiently(SqlConnection connection) {
        return connection
                .query("set local statement_timeout = '120s'")
                .execute()
                .replaceWithVoid();
    }

    /** Runs work unless another replica is at it. */
    Uni<Void> alone(java.util.function.Supplier<Uni<Void>> work) {
        return pool.withConnection(connection -> connection
                .query("select pg_try_advisory_lock(hashtext('lamplighter retention'), 0) as alone")
                .execute()
                .chain(rows -> rows.iterator().next().getBoolean("alone")
                        ? work.get()
                                .onTermination()
                                .call(() -> connection
                                        .query("select pg_advisory_unlock(hashtext('lamplighter retention'), 0)")
                                        .execute()
                                        .onFailure()
                                        .recoverWithNull())
                        : Uni.createFrom().voidItem()));
    }

    private static Integer[] array(List<Integer> ids) {
        return ids.toArray(Integer[]::new);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
