package io.lamplighter.interactions.rollouts;

import io.lamplighter.interactions.api.Command;
import io.lamplighter.interactions.interactions.Closer;
import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.loops.Loop;
import io.lamplighter.interactions.loops.UnavailableException;
import io.lamplighter.interactions.runs.Dispatcher;
import io.lamplighter.interactions.runs.EndedRun;
import io.lamplighter.interactions.runs.RunEndings;
import io.lamplighter.interactions.runs.RunsEnded;
import io.lamplighter.interactions.storage.Database;
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
import java.util.List;
import java.util.UUID;

/**
 * Lets the runs of rollouts go a few at a time. How far each has come is stored with every move while its row is held, so
 * replicas take turns and none lets go more than all together may.
 */
@Singleton
final class RolloutControl {
    private static final int MOST_AT_ONCE = 5000;

    private final Database database;
    private final Rollouts rollouts;
    private final Dispatcher dispatcher;
    private final RunEndings endings;
    private final Closer closer;
    private final RolloutsConfig config;
    private final Clock clock;
    private final Loop loop;
    private volatile boolean busy;

    RolloutControl(
            Database database,
            Rollouts rollouts,
            Dispatcher dispatcher,
            RunEndings endings,
            Closer closer,
            RolloutsConfig config,
            Clock clock,
            Vertx vertx) {
        this.database = database;
        this.rollouts = rollouts;
        this.dispatcher = dispatcher;
        this.endings = endings;
        this.closer = closer;
        this.config = config;
        this.clock = clock;
        this.loop = new Loop(vertx, "Rolling out", this::pass);
    }

    /** What a move brought: commands to be sent, or runs that were called off. */
    private record Moved(List<Command> commands, List<EndedRun> cancelled) {
        static final Moved NOT = new Moved(List.of(), List.of());
    }

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopped) {
        loop.stop();
    }

    void ended(@Observes RunsEnded event) {
        if (busy) {
            loop.wake();
        }
    }

    private Uni<Duration> pass() {
        return rollouts.open()
                .invoke(open -> busy = !open.isEmpty())
                .call(open -> Multi.createFrom()
                        .iterable(open)
                        .onItem()
                        .transformToUniAndConcatenate(this::move)
                        .collect()
                        .last())
                .map(open -> open.isEmpty() ? config.sweep() : config.tick());
    }

    private Uni<Void> move(UUID id) {
        return database.transaction(connection -> rollouts.lock(connection, id)
                        .chain(progress ->
                                progress == null ? Uni.createFrom().item(Moved.NOT) : move(connection, progress)))
                .call(moved -> dispatcher
                        .dispatch(moved.commands())
                        .onFailure(UnavailableException.class)
                        .recoverWithNull())
                .chain(moved -> endings.follow(moved.cancelled()))
                .chain(() -> closer.close(List.of(id)));
    }

    private Uni<Moved> move(SqlConnection connection, Progress progress) {
        var now = Clocks.now(clock);
        return switch (progress.next(now)) {
            case Progress.Move.Abort abort ->
                rollouts.abort(connection, progress.id(), abort.reason(), now, MOST_AT_ONCE)
                        .map(cancelled -> new Moved(List.of(), cancelled));
            case Progress.Move.Release release -> {
                var limited = new Progress.Move.Release(Math.min(MOST_AT_ONCE, release.runs()), release.phase());
                yield limited.runs() == 0 && limited.phase().equals(progress.phase())
                        ? Uni.createFrom().item(Moved.NOT)
                        : rollouts.release(connection, progress, limited, now, now.plus(config.lease()))
                                .map(commands -> new Moved(commands, List.of()));
            }
        };
    }
}
