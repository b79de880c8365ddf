package io.lamplighter.interactions.interactions;

import io.lamplighter.interactions.api.Selector;
import io.lamplighter.interactions.api.StartInteraction;
import io.lamplighter.interactions.api.Target;
import io.lamplighter.interactions.problems.Bodies;
import io.lamplighter.interactions.problems.Violation;
import io.lamplighter.interactions.tasks.Task;
import io.lamplighter.interactions.tasks.Tasks;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks what is asked to be run, and fills in what was left to default. */
@Singleton
public final class Requests {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    private final Tasks tasks;
    private final Bodies bodies;

    Requests(Tasks tasks, Bodies bodies) {
        this.tasks = tasks;
        this.bodies = bodies;
    }

    /** What is wrong with a request; {@code declared} is what was found wrong before. */
    public List<Violation> check(StartInteraction request, List<Violation> declared) {
        var violations = new ArrayList<>(declared);
        var task = tasks.find(request.task());
        if (task.isEmpty()
                && violations.stream().noneMatch(found -> found.field().equals("task"))) {
            violations.add(new Violation("task", "must be one of " + tasks.names()));
        }
        var arguments = request.arguments() == null ? Map.<String, Object>of() : request.arguments();
        task.ifPresent(known -> violations.addAll(known.check(arguments)));
        checkTarget(request.target(), task.map(Task::mayLackTarget).orElse(false), violations);
        checkTimeout(request.timeout(), violations);
        return violations;
    }

    List<Violation> check(StartInteraction request) {
        return check(request, bodies.violations(request));
    }

    /** The request with its defaults written out. */
    public StartInteraction complete(StartInteraction request) {
        return new StartInteraction(
                request.task(),
                request.target() == null ? new Target(null, new Selector(null, null)) : request.target(),
                request.arguments() == null ? Map.of() : request.arguments(),
                request.timeout() == null ? DEFAULT_TIMEOUT : request.timeout());
    }

    private static void checkTarget(Target target, boolean mayLack, List<Violation> violations) {
        if (target == null) {
            if (!mayLack) {
                violations.add(new Violation("target", "must name either devices or a selector"));
            }
            return;
        }
        if ((target.devices() == null) == (target.selector() == null)) {
            violations.add(new Violation("target", "must name either devices or a selector"));
        }
        if (target.devices() != null) {
            for (int i = 0; i < target.devices().size(); i++) {
                if (target.devices().get(i) == null) {
                    violations.add(new Violation("target.devices[" + i + "]", "must not be null"));
                }
            }
        }
    }

    private static void checkTimeout(Duration timeout, List<Violation> violations) {
        if (timeout != null && (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0)) {
            violations.add(new Violation("timeout", "must be from PT0.1S to PT1H"));
        }
    }
}
