package io.lamplighter.interactions.interactions;

import io.lamplighter.interactions.api.Command;
import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.loops.Gathering;
import io.lamplighter.interactions.loops.UnavailableException;
import io.lamplighter.interactions.runs.Dispatcher;
import io.lamplighter.interactions.runs.RunPublisher;
import io.lamplighter.interactions.targets.Targets;
import io.lamplighter.interactions.tasks.Task;
import io.lamplighter.interactions.tasks.Tasks;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Expands interactions that were fired, a batch at a time where they name a few devices each: one question to the
 * registry for a hundred devices, one statement for all runs, one publication. Others go to the {@link Expander}, and so
 * does what fails here, by the lease under which it was stored.
 */
@Singleton
public final class NamedExpander {
    private static final int BATCH = 500;
    private static final int BATCHES_AT_ONCE = 2;
    private static final int MOST_WAITING = 4000;

    private final Expander expander;
    private final Targets targets;
    private final Tasks tasks;
    private final NamedRuns runs;
    private final Dispatcher dispatcher;
    private final RunPublisher announcer;
    private final Closer closer;
    private final InteractionsConfig config;
    private final Clock clock;
    private final ConcurrentLinkedQueue<Interaction> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger working = new AtomicInteger();

    NamedExpander(
            Expander expander,
            Targets targets,
            Tasks tasks,
            NamedRuns runs,
            Dispatcher dispatcher,
            RunPublisher announcer,
            Closer closer,
            InteractionsConfig config,
            Clock clock) {
        this.expander = expander;
        this.targets = targets;
        this.tasks = tasks;
        this.runs = runs;
        this.dispatcher = dispatcher;
        this.announcer = announcer;
        this.closer = closer;
        this.config = config;
        this.clock = clock;
    }

    /** Until when an interaction that is stored now is left to this replica. */
    public Instant lease() {
        return expander.lease();
    }

    /** Whether so much waits that more had better be fired by another replica, or later. */
    public boolean isFull() {
        return waiting.get() >= MOST_WAITING;
    }

    /** Expands interactions that were stored under the lease, in the background. */
    public void expand(List<Interaction> stored) {
        var others = new ArrayList<Interaction>();
        for (var interaction : stored) {
            if (namesFew(interaction)) {
                var ignored = waiting.incrementAndGet();
                queue.add(interaction);
            } else {
                others.add(interaction);
            }
        }
        if (!others.isEmpty()) {
            expander.expand(others);
        }
        work();
    }

    /** A workflow and a task that decides for itself have more to do than to ask the same of each device. */
    private boolean namesFew(Interaction interaction) {
        if (interaction.isWorkflow()
                || tasks.find(interaction.task()).map(Task::decides).orElse(false)) {
            return false;
        }
        var target = interaction.target();
        return target != null && target.devices() != null && target.devices().size() <= Gathering.FEW;
    }

    private void work() {
        while (!queue.isEmpty() && working.get() < BATCHES_AT_ONCE) {
            if (working.incrementAndGet() > BATCHES_AT_ONCE) {
                var ignored = working.decrementAndGet();
                return;
            }
            var batch = next();
            expandOrRetryLater(batch)
                    .onTermination()
                    .invoke(() -> finished(batch.size()))
                    .subscribe()
                    .with(done -> {}, failure -> Log.debug("expansion left to the sweep", failure));
        }
    }

    private void finished(int count) {
        var ignored = waiting.addAndGet(-count);
        ignored = working.decrementAndGet();
        work();
    }

    private List<Interaction> next() {
        var batch = new ArrayList<Interaction>();
        while (batch.size() < BATCH) {
            var interaction = queue.poll();
            if (interaction == null) {
                break;
            }
            batch.add(interaction);
        }
        return batch;
    }

    private Uni<Void> expandOrRetryLater(List<Interaction> batch) {
        return Uni.createFrom()
                .deferred(() -> expandAll(batch))
                .onFailure()
                .recoverWithUni(failure -> retryLater(batch, failure));
    }

    private Uni<Void> retryLater(List<Interaction> batch, Throwable failure) {
        if (!(failure instanceof UnavailableException)) {
            Log.warnf("%d interactions could not be expanded and are tried again: %s", batch.size(), failure);
        }
        var at = Clocks.now(clock).plus(config.retry());
        return runs.retryAt(ids(batch), at).onFailure().recoverWithNull();
    }

    private Uni<Void> expandAll(List<Interaction> batch) {
        if (batch.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var devices = batch.stream()
                .flatMap(interaction -> interaction.target().devices().stream())
                .distinct()
                .toList();
        var now = Clocks.now(clock);
        return targets.known(devices)
                .map(known -> runs.of(batch, known))
                .chain(planned -> runs.store(planned, ids(batch), now, lease())
                        .invoke(announcer::wake)
                        .chain(stored -> follow(batch, planned, stored)));
    }

    private Uni<Void> follow(List<Interaction> batch, List<NamedRuns.Planned> planned, Set<UUID> stored) {
        var commands = planned.stream()
                .filter(run -> run.run().isDue() && stored.contains(run.run().id()))
                .map(NamedRuns.Planned::command)
                .toList();
        return dispatch(commands).chain(() -> closer.close(withoutWork(batch, planned)));
    }

    private Uni<Void> dispatch(List<Command> commands) {
        return dispatcher
                .dispatch(commands)
                .onFailure(UnavailableException.class)
                .recoverWithNull();
    }

    /** Those of which no run is to be done: nothing else will end them. */
    private static List<UUID> withoutWork(List<Interaction> batch, List<NamedRuns.Planned> planned) {
        var busy = new HashSet<UUID>();
        planned.stream()
                .filter(run -> run.run().isScheduled())
                .forEach(run -> busy.add(run.interaction().id()));
        return ids(batch).stream().filter(id -> !busy.contains(id)).toList();
    }

    private static List<UUID> ids(List<Interaction> batch) {
        return batch.stream().map(Interaction::id).toList();
    }
}
