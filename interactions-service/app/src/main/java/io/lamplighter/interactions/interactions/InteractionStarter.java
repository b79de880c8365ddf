package io.lamplighter.interactions.interactions;

import io.lamplighter.interactions.api.StartInteraction;
import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.problems.Problems;
import io.lamplighter.interactions.problems.Violation;
import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.targets.Targets;
import io.lamplighter.interactions.tasks.UndecidedException;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Starts interactions on demand. */
@Singleton
public final class InteractionStarter {
    private final Database database;
    private final Interactions interactions;
    private final Expansions expansions;
    private final InteractionViews views;
    private final Targets targets;
    private final Decisions decisions;
    private final Expander expander;
    private final Clock clock;

    InteractionStarter(
            Database database,
            Interactions interactions,
            Expansions expansions,
            InteractionViews views,
            Targets targets,
            Decisions decisions,
            Expander expander,
            Clock clock) {
        this.database = database;
        this.interactions = interactions;
        this.expansions = expansions;
        this.views = views;
        this.targets = targets;
        this.decisions = decisions;
        this.expander = expander;
        this.clock = clock;
    }

    /**
     * Which interaction a request has started.
     *
     * @param repeated whether the request was seen before, by its idempotency key
     */
    record Started(UUID id, boolean repeated) {}

    /** Starts a request once, however often it comes with the same key. */
    Uni<Started> start(StartInteraction request, String requestedBy, Origin origin) {
        if (origin.idempotencyKey() == null) {
            return fresh(request, requestedBy, origin);
        }
        return views.seen(requestedBy, origin.idempotencyKey())
                .chain(seen -> seen == null
                        ? fresh(request, requestedBy, origin)
                        : Uni.createFrom().item(() -> repeated(seen, origin)));
    }

    private static Started repeated(InteractionViews.Seen seen, Origin origin) {
        if (!seen.hash().equals(origin.requestHash())) {
            throw Problems.keyReused();
        }
        return new Started(seen.id(), true);
    }

    private Uni<Started> fresh(StartInteraction request, String requestedBy, Origin origin) {
        var interaction = Interaction.starting(
                        request.task(),
                        request.target(),
                        request.arguments(),
                        request.timeout(),
                        requestedBy,
                        Clocks.now(clock))
                .with(request.retry(), request.rollout())
                .from(origin);
        return (interaction.isWorkflow() ? store(interaction) : expandFirst(request, interaction))
                .chain(stored -> stored
                        ? Uni.createFrom().item(new Started(interaction.id(), false))
                        : views.seen(requestedBy, origin.idempotencyKey()).map(seen -> repeated(seen, origin)));
    }

    /** Asks the registry first, so that nothing is stored for a device that there is not, and answers once it is stored. */
    private Uni<Boolean> expandFirst(StartInteraction request, Interaction undecided) {
        return decisions
                .decided(undecided)
                .chain(interaction -> targets.page(interaction.target(), null, false)
                        .invoke(page -> refuseUnknown(request, page))
                        .map(page -> Decisions.applied(interaction, page))
                        .chain(page -> begin(interaction, page)))
                .onFailure(UndecidedException.class)
                .recoverWithUni(() -> store(undecided));
    }

    private Uni<Boolean> begin(Interaction interaction, Targets.Page page) {
        return expansions
                .begin(interaction, page)
                .invoke(stored -> goOn(interaction, page, stored))
                .map(Expansions.Stored::running);
    }

    /** Starts what a schedule defines, now; its target is resolved in the background. */
    public Uni<UUID> start(Interaction interaction) {
        return store(interaction).replaceWith(interaction.id());
    }

    private Uni<Boolean> store(Interaction interaction) {
        return database.transaction(
                        connection -> interactions.insert(connection, List.of(interaction), expander.lease()))
                .invoke(expander::expand)
                .map(stored -> !stored.isEmpty());
    }

    private void goOn(Interaction interaction, Targets.Page page, Expansions.Stored stored) {
        expander.follow(interaction, page, stored)
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
