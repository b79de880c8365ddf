package io.lamplighter.observations.ingest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far records lead: of each partition of the topic the first of their offsets, and the one that comes after them.
 *
 * @param topic its name with its id, for a topic that was made anew begins with the same offsets
 */
record Progress(String topic, Map<Integer, Long> first, Map<Integer, Long> next) {
    // Locks the partitions: of two replicas that both believe to own one the second waits, and then sees what is done.
    private static final String ADVANCE = """
            insert into ingested_offset (topic, partition, next_offset)
            select $1, partition, next_offset from unnest($2::int[], $3::bigint[]) as o(partition, next_offset) order by 2
            on conflict (topic, partition) do update
            set next_offset = greatest(ingested_offset.next_offset, excluded.next_offset)
            returning partition, old.next_offset as done""";

    static Progress of(String topic, List<ReadRecord> records) {
        var first = new TreeMap<Integer, Long>();
        var next = new TreeMap<Integer, Long>();
        for (var each : records) {
            var original = each.original();
            first.merge(original.partition(), original.offset(), Math::min);
            next.merge(original.partition(), original.offset() + 1, Math::max);
        }
        return new Progress(topic, first, next);
    }

    /** Fails with {@link AlreadyStoredException} when some of the records are stored, and the transaction with it. */
    Uni<Void> advance(SqlConnection connection) {
        return connection
                .preparedQuery(ADVANCE)
                .execute(Tuple.of(
                        topic,
                        next.keySet().toArray(Integer[]::new),
                        next.values().toArray(Long[]::new)))
                .invoke(this::check)
                .replaceWithVoid();
    }

    private void check(Iterable<Row> rows) {
        var done = new HashMap<Integer, Long>();
        for (var row : rows) {
            var stored = row.getLong("done");
            if (stored != null && stored > first.get(row.getInteger("partition"))) {
                done.put(row.getInteger("partition"), stored);
            }
        }
        if (!done.isEmpty()) {
            throw new AlreadyStoredException(done);
        }
    }
}
