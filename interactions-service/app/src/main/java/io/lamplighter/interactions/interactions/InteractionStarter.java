package io.lamplighter.interactions.interactions;

import io.lamplighter.interactions.api.Command;
import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.api.StartInteraction;
import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.problems.Problems;
import io.lamplighter.interactions.problems.Violation;
import io.lamplighter.interactions.runs.RunPublisher;
import io.lamplighter.interactions.runs.Runs;
import io.lamplighter.interactions.storage.Database;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Starts and cancels interactions on demand. */
@Singleton
public final class InteractionStarter {
    private static final RunError CANCELLED = new RunError("cancelled", "It was cancelled on demand.");

    private final Database database;
    private final Interactions interactions;
    private final Runs runs;
    private final Targets targets;
    private final Expander expander;
    private final Closer closer;
    private final RunPublisher announcer;
    private final Clock clock;

    InteractionStarter(
            Database database,
            Interactions interactions,
            Runs runs,
            Targets targets,
            Expander expander,
            Closer closer,
            RunPublisher announcer,
            Clock clock) {
        this.database = database;
        this.interactions = interactions;
        this.runs = runs;
        this.targets = targets;
        this.expander = expander;
        this.closer = closer;
        this.announcer = announcer;
        this.clock = clock;
    }

    /** Asks the registry first, so that nothing is stored for a device that there is not, and answers once it is stored. */
    Uni<UUID> start(StartInteraction request, String requestedBy) {
        var interaction = Interaction.starting(
                request.task(),
                request.target(),
                request.arguments(),
                request.timeout(),
                requestedBy,
                Clocks.now(clock));
        return targets.page(interaction.target(), null)
                .invoke(page -> refuseUnknown(request, page))
                .chain(page -> database.transaction(connection -> store(connection, interaction, page))
                        .invoke(commands -> goOn(interaction, page, commands)))
                .replaceWith(interaction.id());
    }

    /** Starts what a schedule defines, now; its target is resolved in the background. */
    public Uni<UUID> start(Interaction interaction) {
        return database.transaction(
                        connection -> interactions.insert(connection, List.of(interaction), expander.lease()))
                .invoke(expander::expand)
                .replaceWith(interaction.id());
    }

    /** Ends the runs that have not ended; does nothing when the interaction has ended. */
    Uni<Void> cancel(UUID id) {
        var now = Clocks.now(clock);
        return database.transaction(connection -> interactions
                        .lockRunning(connection, id)
                        .chain(running -> running
                                ? cancel(connection, id, now)
                                : Uni.createFrom().voidItem()))
                .invoke(announcer::wake)
                .chain(() -> closer.close(List.of(id)));
    }

    private Uni<Void> cancel(SqlConnection connection, UUID id, Instant now) {
        return runs.cancel(connection, id, now).chain(() -> interactions.cancel(connection, id, CANCELLED));
    }

    private Uni<List<Command>> store(SqlConnection connection, Interaction interaction, Targets.Page page) {
        return interactions
                .insert(connection, List.of(interaction), expander.lease())
                .chain(() -> expander.store(connection, interaction, page));
    }

    private void goOn(Interaction interaction, Targets.Page page, List<Command> commands) {
        expander.follow(interaction, page, commands)
                .subscribe()
                .with(done -> {}, failure -> Log.debug("left to the sweeps", failure));
    }

    private static void refuseUnknown(StartInteraction request, Targets.Page page) {
        var violations = new ArrayList<Violation>();
        for (var run : page.runs()) {
            if (run.ofUnknownDevice()) {
                int index = request.target().devices().indexOf(run.deviceId());
                violations.add(new Violation("target.devices[" + index + "]", "is not known to the registry"));
            }
        }
        if (!violations.isEmpty()) {
            throw Problems.unknownDevices(violations);
        }
    }
}
