package io.lamplighter.interactions.interactions;

import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.runs.RunPublisher;
import io.lamplighter.interactions.runs.RunSettlement;
import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.storage.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Cancels interactions, and tells what it came too late for. */
@Singleton
final class Canceller {
    private static final RunError CANCELLED = new RunError("cancelled", "It was cancelled on demand.");

    private final Database database;
    private final Interactions interactions;
    private final RunSettlement runs;
    private final Closer closer;
    private final RunPublisher announcer;
    private final Clock clock;

    Canceller(
            Database database,
            Interactions interactions,
            RunSettlement runs,
            Closer closer,
            RunPublisher announcer,
            Clock clock) {
        this.database = database;
        this.interactions = interactions;
        this.runs = runs;
        this.closer = closer;
        this.announcer = announcer;
        this.clock = clock;
    }

    /** Ends the runs that have not ended, those of a workflow's steps included; does nothing when it has ended. */
    Uni<Void> cancel(UUID id) {
        return database.transaction(connection -> interactions
                        .lockRunning(connection, id)
                        .chain(running -> running
                                ? cancel(connection, id)
                                : Uni.createFrom().item(List.<UUID>of())))
                .invoke(announcer::wake)
                .chain(steps -> closer.close(steps))
                .chain(() -> closer.close(List.of(id)));
    }

    private Uni<List<UUID>> cancel(SqlConnection connection, UUID id) {
        return runs.cancel(connection, id, Clocks.now(clock))
                .call(sent -> interactions.cancel(connection, id, CANCELLED))
                .call(sent -> sent == 0 ? Uni.createFrom().voidItem() : warn(connection, id, sent))
                .chain(() -> steps(connection, id));
    }

    private Uni<Void> warn(SqlConnection connection, UUID id, int sent) {
        return interactions.warn(
                connection,
                id,
                "sent_before_cancel",
                "%d commands had already been sent: their devices may still do them, until their deadlines at the latest."
                        .formatted(sent));
    }

    private static Uni<List<UUID>> steps(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery("select id from interactions where parent_id = $1 and state = 'running'")
                .execute(Tuple.of(id))
                .map(found -> Rows.list(found, row -> row.getUUID("id")));
    }
}
