package io.lamplighter.observations.partitions;

import io.lamplighter.observations.series.Kind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sees to it that there is a partition for whatever is to be stored; safe when several replicas do so at once. */
@Singleton
public class Partitions {
    private static final String ADD = "select add_partition($1, make_timestamptz($2, $3, 1, 0, 0, 0, 'UTC'), $4)";
    private static final String REFUSED = "23514";

    private final Pool pool;
    private final PartitionsConfig config;
    private final Set<Month> known = ConcurrentHashMap.newKeySet();

    Partitions(Pool pool, PartitionsConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** A month, in UTC, of the table of a kind. */
    public record Month(Kind kind, int year, int month) {
        public static Month of(Kind kind, Instant time) {
            var date = time.atOffset(ZoneOffset.UTC);
            return new Month(kind, date.getYear(), date.getMonthValue());
        }
    }

    /** Succeeds when rows of these months can be stored. */
    public Uni<Void> ensure(Collection<Month> months) {
        var missing = months.stream().filter(each -> !known.contains(each)).toList();
        return missing.isEmpty() ? Uni.createFrom().voidItem() : add(missing);
    }

    /** Whether a row was refused because its partition is gone: then all are looked up anew. */
    public boolean forgetIfGone(Throwable failure) {
        var gone = failure instanceof PgException refused
                && REFUSED.equals(refused.getSqlState())
                && refused.getErrorMessage().startsWith("no partition");
        if (gone) {
            known.clear();
        }
        return gone;
    }

    private Uni<Void> add(List<Month> months) {
        return Multi.createFrom()
                .iterable(months)
                .onItem()
                .transformToUniAndConcatenate(each -> pool.preparedQuery(ADD)
                        .execute(Tuple.of(each.kind().word(), each.year(), each.month(), config.months()))
                        .invoke(() -> known.add(each)))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
