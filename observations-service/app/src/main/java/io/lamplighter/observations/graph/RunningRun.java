package io.lamplighter.observations.graph;

import io.lamplighter.interactions.api.RunView;
import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Type;

/** A run that has not ended. */
@Type("Run")
@Description("One task against one device that has not ended")
public record RunningRun(
        @Id String id,
        @Id String interactionId,
        String task,
        String state,
        int attempts,
        Instant dueAt,
        Instant startedAt,
        String requestedBy) {

    static RunningRun of(RunView view) {
        return new RunningRun(
                view.id().toString(),
                view.interactionId().toString(),
                view.task(),
                view.state().word(),
                view.attempts(),
                view.dueAt(),
                view.startedAt(),
                view.requestedBy());
    }
}
