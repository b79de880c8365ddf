package io.lamplighter.observations.queries;

import io.lamplighter.observations.problems.Databases;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Asks the database, for no longer than a caller should wait, and says as a problem why there is no answer. */
@Singleton
public class DatabaseReader {
    private final io.vertx.sqlclient.Pool pool;
    private final QueriesConfig config;
    private final Timer statements;

    DatabaseReader(Pool pool, QueriesConfig config, MeterRegistry metrics) {
        this.pool = pool.getDelegate();
        this.config = config;
        this.statements = metrics.timer("lamplighter.queries.statement");
    }

    /** The rows of a statement, each as what it is made into. */
    public <T> Uni<List<T>> list(String sql, Tuple arguments, Function<Row, T> reader) {
        return Uni.createFrom()
                .completionStage(() -> execute(sql, arguments, reader))
                .ifNoItem()
                .after(config.answerWithin())
                .fail()
                .onFailure(failure -> !Databases.refusesData(failure))
                .transform(Databases::problem)
                .map(rows -> {
                    var list = new ArrayList<T>(rows.size());
                    rows.forEach(list::add);
                    return list;
                });
    }

    private <T> CompletionStage<RowSet<T>> execute(String sql, Tuple arguments, Function<Row, T> reader) {
        var began = System.nanoTime();
        return pool.preparedQuery(sql)
                .mapping(reader)
                .execute(arguments)
                .onComplete(done -> statements.record(System.nanoTime() - began, TimeUnit.NANOSECONDS))
                .toCompletionStage();
    }
}
