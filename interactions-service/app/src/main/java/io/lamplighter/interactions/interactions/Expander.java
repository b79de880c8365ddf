package io.lamplighter.interactions.interactions;

import io.lamplighter.interactions.api.Command;
import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.api.RunState;
import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.loops.Loop;
import io.lamplighter.interactions.loops.UnavailableException;
import io.lamplighter.interactions.runs.Dispatcher;
import io.lamplighter.interactions.runs.NewRun;
import io.lamplighter.interactions.runs.RunPublisher;
import io.lamplighter.interactions.runs.Runs;
import io.lamplighter.interactions.storage.Database;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns the target of an interaction into runs, page by page, and has their commands dispatched. How far it has come is
 * stored with each page under a lease, so another replica goes on where one died.
 */
@Singleton
public final class Expander {
    private static final RunError REGISTRY_UNAVAILABLE =
            new RunError("registry_unavailable", "The registry could not be asked for the target before the deadline.");

    private final Database database;
    private final Interactions interactions;
    private final Runs runs;
    private final Targets targets;
    private final Dispatcher dispatcher;
    private final RunPublisher announcer;
    private final Closer closer;
    private final InteractionsConfig config;
    private final Clock clock;
    private final Loop sweep;
    private final AtomicInteger waiting = new AtomicInteger();

    Expander(
            Database database,
            Interactions interactions,
            Runs runs,
            Targets targets,
            Dispatcher dispatcher,
            RunPublisher announcer,
            Closer closer,
            InteractionsConfig config,
            Clock clock,
            Vertx vertx) {
        this.database = database;
        this.interactions = interactions;
        this.runs = runs;
        this.targets = targets;
        this.dispatcher = dispatcher;
        this.announcer = announcer;
        this.closer = closer;
        this.config = config;
        this.clock = clock;
        this.sweep = new Loop(vertx, "Expanding interactions", this::expandLeftBehind);
    }

    void start(@Observes StartupEvent started) {
        sweep.start();
    }

    void stop(@Observes ShutdownEvent stopped) {
        sweep.stop();
    }

    /** Until when an interaction that is stored now is left to this replica. */
    public Instant lease() {
        return Clocks.now(clock).plus(config.lease());
    }

    /** Expands interactions that were stored under a lease, in the background; what does not fit is left to the sweep. */
    public void expand(List<Interaction> stored) {
        int free = Math.max(0, config.waiting() - waiting.get());
        var accepted = stored.subList(0, Math.min(free, stored.size()));
        var ignored = waiting.addAndGet(accepted.size());
        expandAll(accepted)
                .onTermination()
                .invoke(() -> waiting.addAndGet(-accepted.size()))
                .subscribe()
                .with(done -> {}, failure -> Log.debug("expansion left to the sweep", failure));
    }

    private Uni<Void> expandAll(List<Interaction> some) {
        return Multi.createFrom()
                .iterable(some)
                .onItem()
                .transformToUni(this::expandOrRetryLater)
                .merge(config.concurrency())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> expandOrRetryLater(Interaction interaction) {
        return expand(interaction).onFailure().recoverWithUni(failure -> retryLater(interaction, failure));
    }

    private Uni<Void> retryLater(Interaction interaction, Throwable failure) {
        if (!(failure instanceof UnavailableException)) {
            Log.warnf("interactionId=%s could not be expanded and is tried again: %s", interaction.id(), failure);
        }
        return interactions
                .retryAt(interaction.id(), Clocks.now(clock).plus(config.retry()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> expand(Interaction interaction) {
        return targets.page(interaction.target(), interaction.cursor())
                .chain(page -> database.transaction(connection -> store(connection, interaction, page))
                        .chain(stored -> follow(interaction, page, stored)));
    }

    /** Stores a page of runs with how far the expansion has come; answers the commands to be dispatched. */
    Uni<List<Command>> store(SqlConnection connection, Interaction interaction, Targets.Page page) {
        return interactions
                .lockRunning(connection, interaction.id())
                .chain(running -> running
                        ? storeRuns(connection, interaction, page)
                        : Uni.createFrom().nullItem());
    }

    private Uni<List<Command>> storeRuns(SqlConnection connection, Interaction interaction, Targets.Page page) {
        return runs.insert(connection, interaction.id(), page.runs(), Clocks.now(clock), lease())
                .map(Set::copyOf)
                .map(stored -> commands(interaction, page.runs(), stored))
                .call(() -> interactions.advance(connection, interaction.id(), page.next(), lease()));
    }

    private static List<Command> commands(Interaction interaction, List<NewRun> runs, Set<UUID> stored) {
        return runs.stream()
                .filter(run -> run.state() == RunState.SCHEDULED && stored.contains(run.id()))
                .map(run -> new Command(
                        run.id(),
                        interaction.id(),
                        run.deviceId(),
                        interaction.task(),
                        interaction.arguments(),
                        interaction.deadline(),
                        interaction.requestedBy(),
                        1))
                .toList();
    }

    /** What follows when a page is stored: its commands go out, then comes the next page or the end. */
    Uni<Void> follow(Interaction interaction, Targets.Page page, List<Command> commands) {
        if (commands == null) {
            return Uni.createFrom().voidItem();
        }
        announcer.wake();
        return dispatcher
                .dispatch(commands)
                .onFailure(UnavailableException.class)
                .recoverWithNull()
                .chain(() -> page.next() == null
                        ? closer.close(List.of(interaction.id()))
                        : expand(interaction.at(page.next())));
    }

    private Uni<Duration> expandLeftBehind() {
        int limit = config.concurrency() * 8;
        var now = Clocks.now(clock);
        return interactions
                .giveUpExpanding(now, REGISTRY_UNAVAILABLE)
                .chain(closer::close)
                .chain(() -> interactions.takeUnexpanded(now, config.lease(), limit))
                .call(this::expandAll)
                .map(taken -> taken.size() < limit ? config.sweep() : Duration.ZERO);
    }
}
