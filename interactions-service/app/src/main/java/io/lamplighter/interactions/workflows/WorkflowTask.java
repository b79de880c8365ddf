package io.lamplighter.interactions.workflows;

import io.lamplighter.interactions.api.StartInteraction;
import io.lamplighter.interactions.api.Step;
import io.lamplighter.interactions.interactions.Interaction;
import io.lamplighter.interactions.interactions.Requests;
import io.lamplighter.interactions.problems.Bodies;
import io.lamplighter.interactions.problems.Violation;
import io.lamplighter.interactions.tasks.Task;
import io.lamplighter.interactions.tasks.Tasks;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The task whose work is other tasks. */
@Singleton
class WorkflowTask implements Task {
    private static final int MOST_STEPS = 50;

    private final Instance<Requests> requests; // which need all tasks, this one included
    private final Instance<Tasks> tasks;
    private final Bodies bodies;

    WorkflowTask(Instance<Requests> requests, Instance<Tasks> tasks, Bodies bodies) {
        this.requests = requests;
        this.tasks = tasks;
        this.bodies = bodies;
    }

    @Override
    public String name() {
        return Interaction.WORKFLOW;
    }

    @Override
    public String description() {
        return "Does steps one after another, or some at the same time; each has a task, a target and arguments of its"
                + " own.";
    }

    @Override
    public Map<String, Object> arguments() {
        var steps = Map.of("type", "array", "minItems", 1, "maxItems", MOST_STEPS, "items", Map.of("type", "object"));
        return Map.of(
                "type",
                "object",
                "properties",
                Map.of("steps", steps),
                "required",
                List.of("steps"),
                "additionalProperties",
                true);
    }

    @Override
    public boolean hasNoTarget() {
        return true;
    }

    @Override
    public boolean mayLackTarget() {
        return true;
    }

    @Override
    public List<Violation> check(Map<String, Object> arguments) {
        var violations = new ArrayList<Violation>();
        if (!(arguments.get("steps") instanceof List<?> plain) || plain.isEmpty() || plain.size() > MOST_STEPS) {
            return violations; // the schema has told it
        }
        if (!plain.stream().allMatch(Map.class::isInstance)) {
            return violations; // likewise
        }
        try {
            var steps = bodies.read("steps", plain, Steps.class).steps();
            for (int i = 0; i < steps.size(); i++) {
                check("arguments.steps[" + i + "]", steps.get(i), i, violations);
            }
        } catch (HttpProblem wrong) {
            addAll(wrong, violations);
        }
        return violations;
    }

    private static void addAll(HttpProblem wrong, List<Violation> violations) {
        if (wrong.getParameters().get("violations") instanceof List<?> found) {
            for (var one : found) {
                if (one instanceof Violation violation) {
                    violations.add(new Violation("arguments." + violation.field(), violation.message()));
                }
            }
        }
    }

    private void check(String path, Step step, int index, List<Violation> violations) {
        if (step == null) {
            violations.add(new Violation(path, "must not be null"));
            return;
        }
        if (step.onFailure() != null && !List.of("stop", "continue").contains(step.onFailure())) {
            violations.add(new Violation(path + ".onFailure", "must be stop or continue"));
        }
        if (step.parallel() == null) {
            checkBranch(path, step, index, violations);
            return;
        }
        if (step.task() != null || step.target() != null || step.arguments() != null) {
            violations.add(new Violation(path, "must have either a task or parallel steps, and not both"));
        }
        for (int branch = 0; branch < step.parallel().size(); branch++) {
            checkParallel(path + ".parallel[" + branch + "]", step.parallel().get(branch), index, violations);
        }
        if (step.parallel().isEmpty() || step.parallel().size() > 20) {
            violations.add(new Violation(path + ".parallel", "must have 1 to 20 steps"));
        }
    }

    private void checkParallel(String path, Step branch, int index, List<Violation> violations) {
        if (branch == null || branch.parallel() != null || branch.onFailure() != null) {
            violations.add(new Violation(path, "must be a single step; onFailure is given for all that go together"));
        } else {
            checkBranch(path, branch, index, violations);
        }
    }

    private void checkBranch(String path, Step step, int index, List<Violation> violations) {
        var found = new ArrayList<>(requests.get().checkButArguments(request(step)));
        References.check(step.arguments(), index, found);
        if (!References.in(step.arguments())) {
            tasks.get()
                    .find(step.task())
                    .filter(task -> !task.hasNoTarget())
                    .ifPresent(task -> found.addAll(
                            tasks.get().check(task, step.arguments() == null ? Map.of() : step.arguments())));
        }
        found.forEach(inner -> violations.add(new Violation(path + "." + inner.field(), inner.message())));
    }

    static StartInteraction request(Step step) {
        return new StartInteraction(
                step.task(), step.target(), step.arguments(), step.timeout(), step.retry(), step.rollout(), null, null);
    }
}
