package io.lamplighter.devices.history;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Removes changes that are older than they are to be kept, some at a time so that nobody waits for it. */
@ApplicationScoped
class HistoryPruner {
    private static final int MOST = 5000;
    private static final String PRUNE = """
            delete from device_history
            where ctid = any (array(select ctid from device_history where at < now() - make_interval(secs => $1) limit $2))""";

    private final Pool database;
    private final HistoryConfig config;

    HistoryPruner(Pool database, HistoryConfig config) {
        this.database = database;
        this.config = config;
    }

    @Scheduled(every = "${lamplighter.history.prune-interval:PT1H}")
    Uni<Void> prune() {
        return pruneOlderThan(config.retention())
                .onFailure()
                .invoke(failure -> Log.debug("The history could not be pruned; it is tried again", failure))
                .onFailure()
                .recoverWithNull();
    }

    Uni<Void> pruneOlderThan(Duration age) {
        return Uni.createFrom()
                .deferred(() -> database.preparedQuery(PRUNE).execute(Tuple.of((double) age.toSeconds(), MOST)))
                .repeat()
                .whilst(pruned -> pruned.rowCount() == MOST)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
