package io.lamplighter.interactions.interactions;

import io.lamplighter.interactions.api.InteractionState;
import io.lamplighter.interactions.api.InteractionView;
import io.lamplighter.interactions.api.Rollout;
import io.lamplighter.interactions.api.StartInteraction;
import io.lamplighter.interactions.api.Target;
import io.lamplighter.interactions.problems.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** Does the failed part of an interaction again, as an interaction of its own. */
@Singleton
final class Rerunner {
    private static final List<String> FAILED = List.of("failed", "timed_out", "expired", "cancelled");

    private final InteractionStarter starter;

    Rerunner(InteractionStarter starter) {
        this.starter = starter;
    }

    Uni<UUID> rerun(InteractionView ended, String requestedBy) {
        var request = new StartInteraction(
                ended.task(),
                target(ended),
                ended.arguments(),
                ended.timeout(),
                ended.retry(),
                rollout(ended),
                null,
                null);
        return starter.start(request, requestedBy, Origin.rerun(ended.id())).map(InteractionStarter.Started::id);
    }

    private static Target target(InteractionView ended) {
        if (ended.state() == InteractionState.RUNNING) {
            throw Problems.notRerun("It is still running: wait for its end, or cancel it.");
        }
        if (ended.task().equals(Interaction.WORKFLOW)) {
            throw Problems.notRerun("It is a workflow: rerun the interactions of its steps, or start it anew.");
        }
        if (ended.runs().isEmpty() && ended.state() == InteractionState.FAILED) {
            return ended.target();
        }
        if (FAILED.stream().noneMatch(ended.runs()::containsKey)) {
            throw Problems.notRerun("None of its runs failed.");
        }
        return new Target(null, null, null, ended.id(), null);
    }

    private static Rollout rollout(InteractionView ended) {
        var rollout = ended.rollout();
        return rollout == null
                ? null
                : new Rollout(
                        rollout.rate(), rollout.concurrency(), rollout.abortAfterFailedPercent(), rollout.canary());
    }
}
