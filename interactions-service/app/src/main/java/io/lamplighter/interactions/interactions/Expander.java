package io.lamplighter.interactions.interactions;

import io.lamplighter.interactions.api.Command;
import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.loops.UnavailableException;
import io.lamplighter.interactions.runs.Dispatcher;
import io.lamplighter.interactions.runs.NewRun;
import io.lamplighter.interactions.runs.RunPublisher;
import io.lamplighter.interactions.targets.Targets;
import io.lamplighter.interactions.tasks.UndecidedException;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Turns the target of an interaction into runs, page by page, and has their commands dispatched. How far it has come is
 * stored with each page under a lease, so another replica goes on where one died. While a page is stored, the one before
 * is sent and the next one is asked for.
 */
@Singleton
public final class Expander {
    /**
     * How far an expansion has come.
     *
     * @param page the page that is next
     * @param sent ends when the commands of the page before are sent
     */
    private record Ahead(Interaction interaction, Uni<Targets.Page> page, Uni<Void> sent) {}

    private final Expansions expansions;
    private final Targets targets;
    private final Decisions decisions;
    private final Dispatcher dispatcher;
    private final RunPublisher announcer;
    private final Closer closer;
    private final InteractionsConfig config;
    private final Event<WorkflowsStored> workflows;
    private final Clock clock;
    private final AtomicInteger waiting = new AtomicInteger();

    Expander(
            Expansions expansions,
            Targets targets,
            Decisions decisions,
            Dispatcher dispatcher,
            RunPublisher announcer,
            Closer closer,
            InteractionsConfig config,
            Event<WorkflowsStored> workflows,
            Clock clock) {
        this.expansions = expansions;
        this.targets = targets;
        this.decisions = decisions;
        this.dispatcher = dispatcher;
        this.announcer = announcer;
        this.closer = closer;
        this.config = config;
        this.workflows = workflows;
        this.clock = clock;
    }

    /** Until when an interaction that is stored now is left to this replica. */
    public Instant lease() {
        return Clocks.now(clock).plus(config.lease());
    }

    /** Expands interactions that were stored under a lease, in the background; what does not fit is left to the sweep. */
    public void expand(List<Interaction> stored) {
        var plain =
                stored.stream().filter(interaction -> !interaction.isWorkflow()).toList();
        if (plain.size() < stored.size()) {
            workflows.fire(new WorkflowsStored());
        }
        int free = Math.max(0, config.waiting() - waiting.get());
        var accepted = plain.subList(0, Math.min(free, plain.size()));
        var ignored = waiting.addAndGet(accepted.size());
        expandAll(accepted)
                .onTermination()
                .invoke(() -> waiting.addAndGet(-accepted.size()))
                .subscribe()
                .with(done -> {}, failure -> Log.debug("expansion left to the sweep", failure));
    }

    Uni<Void> expandAll(List<Interaction> some) {
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
        return decisions
                .decided(interaction)
                .chain(decided -> pages(new Ahead(
                        decided,
                        page(decided, decided.cursor()),
                        Uni.createFrom().voidItem())))
                .onFailure(UndecidedException.class)
                .recoverWithUni(undecided -> end(interaction, new RunError(undecided.code(), undecided.getMessage())))
                .onFailure()
                .recoverWithUni(failure -> retryLater(interaction, failure));
    }

    private Uni<Targets.Page> page(Interaction interaction, String cursor) {
        return targets.page(interaction.target(), cursor, interaction.isBackground());
    }

    private Uni<Void> retryLater(Interaction interaction, Throwable failure) {
        if (!(failure instanceof UnavailableException)) {
            Log.warnf("interactionId=%s could not be expanded and is tried again: %s", interaction.id(), failure);
        }
        return expansions
                .retryAt(interaction.id(), Clocks.now(clock).plus(config.retry()))
                .onFailure()
                .recoverWithNull();
    }

    /** Page by page, each forgotten before the next one is stored: a large target takes no more memory than a small one. */
    private Uni<Void> pages(Ahead first) {
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new AtomicReference<>(first),
                        at -> store(at.get()).invoke(next -> at.set(next.orElse(null))))
                .whilst(Optional::isPresent)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Optional<Ahead>> store(Ahead at) {
        var interaction = at.interaction();
        return at.page().map(page -> Decisions.applied(interaction, page)).chain(page -> {
            var now = Clocks.now(clock);
            var next = ahead(interaction, page);
            return expansions
                    .add(interaction, page, now, lease())
                    .call(at::sent)
                    .chain(stored -> {
                        var sent = begun(send(interaction, page, now, stored));
                        return goOn(stored, interaction, page, next, sent);
                    });
        });
    }

    /** The next page, asked for now; null when there is none. */
    private Uni<Targets.Page> ahead(Interaction interaction, Targets.Page page) {
        return page.next() == null ? null : begun(page(interaction, page.next()));
    }

    /** What goes on whether or not somebody waits for it. */
    private static <T> Uni<T> begun(Uni<T> work) {
        var once = work.memoize().indefinitely();
        once.subscribe().with(done -> {}, failure -> Log.debug("left to whoever waits for it", failure));
        return once;
    }

    /** What follows when the first page is stored: its commands go out, then come the next pages or the end. */
    Uni<Void> follow(Interaction interaction, Targets.Page page, Expansions.Stored stored) {
        var next = ahead(interaction, page);
        var sent = begun(send(interaction, page, interaction.createdAt(), stored));
        return goOn(stored, interaction, page, next, sent)
                .chain(more ->
                        more.isPresent() ? pages(more.get()) : Uni.createFrom().voidItem());
    }

    private Uni<Void> send(Interaction interaction, Targets.Page page, Instant now, Expansions.Stored stored) {
        if (!stored.running()) {
            return Uni.createFrom().voidItem();
        }
        announcer.wake();
        return dispatcher
                .dispatch(interaction.rollout() == null ? commands(interaction, page, now, stored) : List.of())
                .onFailure(UnavailableException.class)
                .recoverWithNull();
    }

    private Uni<Optional<Ahead>> goOn(
            Expansions.Stored stored,
            Interaction interaction,
            Targets.Page page,
            Uni<Targets.Page> next,
            Uni<Void> sent) {
        if (!stored.running()) {
            return Uni.createFrom().item(Optional.empty());
        }
        if (next == null) {
            return sent.chain(() -> closeUnlessBusy(interaction, page, stored)).replaceWith(Optional.empty());
        }
        return stored.total() < config.mostRuns()
                ? Uni.createFrom().item(Optional.of(new Ahead(interaction.at(page.next()), next, sent)))
                : end(
                                interaction,
                                new RunError(
                                        "too_many_runs",
                                        "The target has more than %d devices, the most that one interaction may have: use a narrower selector."
                                                .formatted(config.mostRuns())))
                        .replaceWith(Optional.empty());
    }

    /** A run of the last page that is still to be done ends the interaction when it ends. */
    private Uni<Void> closeUnlessBusy(Interaction interaction, Targets.Page last, Expansions.Stored stored) {
        return last.runs().stream()
                        .anyMatch(run -> run.isScheduled() && stored.ids().contains(run.id()))
                ? Uni.createFrom().voidItem()
                : closer.close(List.of(interaction.id()));
    }

    private Uni<Void> end(Interaction interaction, RunError reason) {
        return expansions.end(interaction.id(), reason).chain(() -> closer.close(List.of(interaction.id())));
    }

    private static List<Command> commands(
            Interaction interaction, Targets.Page page, Instant now, Expansions.Stored stored) {
        var deadline = interaction.cursor() == null ? interaction.deadline() : now.plus(interaction.timeout());
        return page.runs().stream()
                .filter(run -> run.isDue() && stored.ids().contains(run.id()))
                .map(run -> command(interaction, run, deadline))
                .toList();
    }

    private static Command command(Interaction interaction, NewRun run, Instant deadline) {
        return new Command(
                run.id(),
                interaction.id(),
                run.deviceId(),
                interaction.asked(),
                interaction.askedArguments(),
                deadline,
                interaction.requestedBy(),
                1);
    }
}
