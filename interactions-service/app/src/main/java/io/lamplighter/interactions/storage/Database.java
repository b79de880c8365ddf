package io.lamplighter.interactions.storage;

import io.lamplighter.interactions.loops.Outages;
import io.lamplighter.interactions.loops.UnavailableException;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/** The database of this service. An outage fails every question within seconds as {@link UnavailableException}. */
@Singleton
public final class Database {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** Connection lost, resources exhausted, operator intervention, system error, deadlock or serialization failure. */
    private static final Set<String> PASSING = Set.of("08", "53", "57", "58", "40");

    private final Pool pool;
    private final Outages outages;

    Database(Pool pool, Outages outages) {
        this.pool = pool;
        this.outages = outages;
    }

    public Uni<RowSet<Row>> query(String sql, Tuple arguments) {
        return guarded(Uni.createFrom()
                .deferred(() -> pool.preparedQuery(sql).execute(arguments))
                .ifNoItem()
                .after(LIMIT)
                .fail());
    }

    /** Everything that the work does is committed together, or not at all when it fails. */
    public <T> Uni<T> transaction(Function<SqlConnection, Uni<T>> work) {
        return guarded(Uni.createFrom()
                .deferred(() -> pool.withTransaction(work))
                .ifNoItem()
                .after(LIMIT)
                .fail());
    }

    private <T> Uni<T> guarded(Uni<T> question) {
        return question.onItem()
                .invoke(outages.database()::end)
                .onFailure(Database::isAway)
                .invoke(outages.database()::begin)
                .onFailure(Database::isAway)
                .transform(failure -> new UnavailableException("database", failure));
    }

    private static boolean isAway(Throwable failure) {
        return switch (failure) {
            case PgException refused ->
                refused.getSqlState() == null
                        || PASSING.contains(refused.getSqlState().substring(0, 2));
            case IOException lost -> true;
            case VertxException closed -> true;
            case NoStackTraceThrowable poolTimeout -> true;
            case TimeoutException late -> true;
            default -> false;
        };
    }
}
