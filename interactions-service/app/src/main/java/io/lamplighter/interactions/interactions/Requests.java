package io.lamplighter.interactions.interactions;

import io.lamplighter.interactions.api.Retry;
import io.lamplighter.interactions.api.Rollout;
import io.lamplighter.interactions.api.StartInteraction;
import io.lamplighter.interactions.api.Target;
import io.lamplighter.interactions.problems.Bodies;
import io.lamplighter.interactions.problems.Violation;
import io.lamplighter.interactions.tasks.Task;
import io.lamplighter.interactions.tasks.Tasks;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks what is asked to be run, and fills in what was left to default. */
@Singleton
public final class Requests {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Tasks tasks;
    private final Bodies bodies;

    Requests(Tasks tasks, Bodies bodies) {
        this.tasks = tasks;
        this.bodies = bodies;
    }

    List<Violation> check(StartInteraction request) {
        return check(request, bodies.violations(request));
    }

    /** What is wrong with a request; {@code declared} is what was found wrong before. */
    public List<Violation> check(StartInteraction request, List<Violation> declared) {
        var violations = new ArrayList<>(declared);
        var folded = folded(request);
        if (request.steps() != null && request.task() != null) {
            violations.add(new Violation("task", "must be absent when steps are given"));
        }
        var task = tasks.find(folded.task());
        if (task.isEmpty()
                && violations.stream().noneMatch(found -> found.field().equals("task"))) {
            violations.add(new Violation("task", "must be one of " + tasks.names()));
        }
        task.ifPresent(known -> violations.addAll(tasks.check(known, arguments(folded))));
        TargetRules.check(folded.target(), task.orElse(null), violations);
        check(folded, task.map(Task::hasNoTarget).orElse(false), violations);
        return violations;
    }

    /** What is wrong with the rest of a step, whose arguments are known only when it begins. */
    public List<Violation> checkButArguments(StartInteraction request) {
        var violations = new ArrayList<Violation>();
        var task = tasks.find(request.task());
        if (task.isEmpty() || task.get().hasNoTarget()) {
            violations.add(new Violation("task", "must be one of " + tasks.names() + ", and no workflow"));
        }
        TargetRules.check(request.target(), task.orElse(null), violations);
        check(request, false, violations);
        return violations;
    }

    private static void check(StartInteraction request, boolean workflow, List<Violation> violations) {
        checkBetween("timeout", request.timeout(), Duration.ofMillis(100), violations);
        if (workflow && (request.retry() != null || request.rollout() != null)) {
            violations.add(new Violation(
                    request.retry() == null ? "rollout" : "retry", "must be given for single steps of a workflow"));
        }
        if (request.retry() != null) {
            checkRetry(request.retry(), violations);
        }
        if (request.rollout() != null) {
            checkRollout(request.rollout(), violations);
        }
    }

    private static void checkRetry(Retry retry, List<Violation> violations) {
        checkBetween("retry.attempts", retry.attempts(), 1, 20, violations);
        checkBetween("retry.delay", retry.delay(), Duration.ofMillis(10), violations);
        checkBetween("retry.maxDelay", retry.maxDelay(), Duration.ofMillis(10), violations);
    }

    private static void checkRollout(Rollout rollout, List<Violation> violations) {
        if (rollout.equals(new Rollout(null, null, null, null))) {
            violations.add(new Violation(
                    "rollout", "must have at least one of rate, concurrency, abortAfterFailedPercent and canary"));
        }
        checkBetween("rollout.rate", rollout.rate(), 1, 10_000, violations);
        checkBetween("rollout.concurrency", rollout.concurrency(), 1, 100_000, violations);
        checkBetween("rollout.abortAfterFailedPercent", rollout.abortAfterFailedPercent(), 0, 100, violations);
        checkBetween("rollout.canary", rollout.canary(), 1, 10_000, violations);
    }

    private static void checkBetween(String field, Integer value, int least, int most, List<Violation> violations) {
        if (value != null && (value < least || value > most)) {
            violations.add(new Violation(field, "must be from " + least + " to " + most));
        }
    }

    private static void checkBetween(String field, Duration value, Duration least, List<Violation> violations) {
        if (value != null && (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0)) {
            violations.add(new Violation(field, "must be from " + least + " to " + LONGEST));
        }
    }

    /** The request with its defaults written out. */
    public StartInteraction complete(StartInteraction asked) {
        var request = folded(asked);
        return new StartInteraction(
                request.task(),
                request.target() == null ? Target.everything() : request.target(),
                arguments(request),
                request.timeout() == null ? DEFAULT_TIMEOUT : request.timeout(),
                request.retry(),
                request.rollout(),
                null,
                null);
    }

    /** The request without the short forms: steps are arguments of the task {@code workflow}, and the target is confirmed. */
    private StartInteraction folded(StartInteraction request) {
        return new StartInteraction(
                request.steps() == null ? request.task() : Interaction.WORKFLOW,
                TargetRules.confirmed(request.target(), request.confirm()),
                request.steps() == null ? request.arguments() : withSteps(request),
                request.timeout(),
                request.retry(),
                request.rollout(),
                null,
                null);
    }

    private Map<String, Object> withSteps(StartInteraction request) {
        var arguments = new HashMap<>(arguments(request));
        arguments.put("steps", bodies.maps(request.steps()));
        return arguments;
    }

    private static Map<String, Object> arguments(StartInteraction request) {
        return request.arguments() == null ? Map.of() : request.arguments();
    }
}
