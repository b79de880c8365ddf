package io.lamplighter.interactions.workflows;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.api.StartInteraction;
import io.lamplighter.interactions.api.Step;
import io.lamplighter.interactions.interactions.Expander;
import io.lamplighter.interactions.interactions.Interaction;
import io.lamplighter.interactions.interactions.Interactions;
import io.lamplighter.interactions.interactions.Origin;
import io.lamplighter.interactions.interactions.Requests;
import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.problems.Bodies;
import io.lamplighter.interactions.tasks.Tasks;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Begins a step: an interaction for each of its branches, or a failed one where that cannot be. */
@Singleton
final class StepStarter {
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final Interactions interactions;
    private final Requests requests;
    private final Tasks tasks;
    private final StepResults results;
    private final Expander expander;
    private final Bodies bodies;
    private final ObjectMapper mapper;
    private final Clock clock;

    StepStarter(
            Interactions interactions,
            Requests requests,
            Tasks tasks,
            StepResults results,
            Expander expander,
            Bodies bodies,
            ObjectMapper mapper,
            Clock clock) {
        this.interactions = interactions;
        this.requests = requests;
        this.tasks = tasks;
        this.results = results;
        this.expander = expander;
        this.bodies = bodies;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** A branch with the arguments known, or why it cannot begin. */
    private record Prepared(Interaction interaction, RunError error) {}

    List<Step> steps(Workflows.Workflow workflow) {
        return bodies.read("steps", workflow.arguments().get("steps"), Steps.class)
                .steps();
    }

    /** Stores what the step consists of; answers what is to be expanded. */
    Uni<List<Interaction>> begin(SqlConnection connection, Workflows.Workflow workflow, Step step, int place) {
        boolean refers = step.branches().stream().anyMatch(branch -> References.in(branch.arguments()));
        var known = refers
                ? results.known(connection, workflow.id(), workflow.arguments())
                : Uni.createFrom().item(new JsonObject());
        return known.map(found -> prepared(workflow, step, place, found))
                .chain(prepared -> store(connection, prepared));
    }

    private List<Prepared> prepared(Workflows.Workflow workflow, Step step, int place, JsonObject known) {
        var prepared = new ArrayList<Prepared>();
        for (int branch = 0; branch < step.branches().size(); branch++) {
            prepared.add(
                    prepared(workflow, step.branches().get(branch), Origin.step(workflow.id(), place, branch), known));
        }
        return prepared;
    }

    private Prepared prepared(Workflows.Workflow workflow, Step step, Origin origin, JsonObject known) {
        var request = requests.complete(WorkflowTask.request(step));
        try {
            var arguments = References.in(request.arguments()) ? resolved(request, known) : request.arguments();
            var violations = tasks.check(tasks.find(request.task()).orElseThrow(), arguments);
            var error = violations.isEmpty()
                    ? null
                    : new RunError(
                            "invalid_arguments",
                            violations.getFirst().field() + " "
                                    + violations.getFirst().message());
            return new Prepared(interaction(workflow, request, arguments, origin), error);
        } catch (References.UnresolvedException nothing) {
            return new Prepared(
                    interaction(workflow, request, request.arguments(), origin),
                    new RunError("unresolved_reference", nothing.getMessage()));
        }
    }

    private Map<String, Object> resolved(StartInteraction request, JsonObject known) {
        try {
            var arguments = mapper.<com.fasterxml.jackson.databind.JsonNode>valueToTree(request.arguments());
            return mapper.convertValue(References.resolve(arguments, mapper.readTree(known.encode()), mapper), MAP);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Interaction interaction(
            Workflows.Workflow workflow, StartInteraction request, Map<String, Object> arguments, Origin origin) {
        return Interaction.starting(
                        request.task(),
                        request.target(),
                        arguments,
                        request.timeout(),
                        workflow.requestedBy(),
                        Clocks.now(clock))
                .with(request.retry(), request.rollout())
                .from(origin);
    }

    private Uni<List<Interaction>> store(SqlConnection connection, List<Prepared> prepared) {
        var good = prepared.stream()
                .filter(branch -> branch.error() == null)
                .map(Prepared::interaction)
                .toList();
        Uni<Void> stored = Uni.createFrom().voidItem();
        for (var branch : prepared) {
            if (branch.error() != null) {
                stored = stored.chain(
                        () -> interactions.insertFailed(connection, List.of(branch.interaction()), branch.error()));
            }
        }
        return stored.chain(() -> interactions.insert(connection, good, expander.lease()));
    }
}
