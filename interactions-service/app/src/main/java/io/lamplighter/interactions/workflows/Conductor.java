package io.lamplighter.interactions.workflows;

import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.interactions.Closer;
import io.lamplighter.interactions.interactions.Expander;
import io.lamplighter.interactions.interactions.Interaction;
import io.lamplighter.interactions.interactions.InteractionsConfig;
import io.lamplighter.interactions.interactions.InteractionsEnded;
import io.lamplighter.interactions.interactions.WorkflowsStored;
import io.lamplighter.interactions.loops.Loop;
import io.lamplighter.interactions.storage.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Leads workflows from step to step. Where one stands is told by the interactions of its steps alone, and each move is one
 * transaction that holds the workflow's row: any replica goes on where another died, and no step begins twice.
 */
@Singleton
final class Conductor {
    private final Database database;
    private final Workflows workflows;
    private final StepStarter starter;
    private final Expander expander;
    private final Closer closer;
    private final InteractionsConfig config;
    private final Loop loop;
    /** Whether there are workflows at all: without any nobody needs to be woken by the end of interactions. */
    private volatile boolean some = true;

    Conductor(
            Database database,
            Workflows workflows,
            StepStarter starter,
            Expander expander,
            Closer closer,
            InteractionsConfig config,
            Vertx vertx) {
        this.database = database;
        this.workflows = workflows;
        this.starter = starter;
        this.expander = expander;
        this.closer = closer;
        this.config = config;
        this.loop = new Loop(vertx, "Leading workflows", this::pass);
    }

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopped) {
        loop.stop();
    }

    void stored(@Observes WorkflowsStored event) {
        some = true;
        loop.wake();
    }

    void ended(@Observes InteractionsEnded event) {
        if (some) {
            loop.wake();
        }
    }

    private Uni<Duration> pass() {
        return workflows
                .open()
                .invoke(open -> some = !open.isEmpty())
                .chain(open -> Multi.createFrom()
                        .iterable(open)
                        .filter(Workflows.Open::movable)
                        .onItem()
                        .transformToUniAndConcatenate(workflow -> move(workflow.id()))
                        .collect()
                        .last())
                .replaceWith(config.sweep());
    }

    private Uni<Void> move(UUID id) {
        return database.transaction(connection -> workflows
                        .lock(connection, id)
                        .chain(workflow -> workflow == null
                                ? Uni.createFrom().item(List.<Interaction>of())
                                : move(connection, workflow)))
                .invoke(expander::expand)
                .chain(() -> closer.close(List.of(id)));
    }

    private Uni<List<Interaction>> move(SqlConnection connection, Workflows.Workflow workflow) {
        if (workflow.underWay()) {
            return Uni.createFrom().item(List.of());
        }
        var steps = starter.steps(workflow);
        int done = workflow.begun();
        boolean stopped =
                done > 0 && workflow.lastFailed() && !steps.get(done - 1).goesOnAfterFailure();
        if (stopped || done == steps.size()) {
            return workflows
                    .end(connection, workflow.id(), error(workflow, stopped))
                    .replaceWith(List.of());
        }
        return starter.begin(connection, workflow, steps.get(done), done);
    }

    private static RunError error(Workflows.Workflow workflow, boolean stopped) {
        if (workflow.failed().isEmpty()) {
            return null;
        }
        return new RunError(
                "step_failed",
                "Of the steps, counted from 0, these did not succeed: " + workflow.failed()
                        + (stopped ? "; those after it were not begun." : "; it went on nevertheless."));
    }
}
