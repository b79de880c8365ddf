package io.lamplighter.interactions.tasks;

import io.lamplighter.interactions.api.Retry;
import io.lamplighter.interactions.api.TaskView;
import io.lamplighter.interactions.problems.Violation;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tasks there are. */
@Singleton
public final class Tasks {
    private final Map<String, Task> tasks = new TreeMap<>();
    private final Map<String, ArgumentCheck> checks = new HashMap<>();
    private final RetryConfig retries;

    Tasks(@All List<Task> beans, RetryConfig retries) {
        this.retries = retries;
        for (var task : beans) {
            if (tasks.put(task.name(), task) != null) {
                throw new IllegalStateException("Two tasks are named " + task.name());
            }
            checks.put(task.name(), new ArgumentCheck(task));
        }
    }

    public Optional<Task> find(String name) {
        return Optional.ofNullable(name).map(tasks::get);
    }

    public String names() {
        return String.join(", ", tasks.keySet());
    }

    /** What is wrong with these arguments, fields beginning with {@code arguments}; those it does not know are fine. */
    public List<Violation> check(Task task, Map<String, Object> arguments) {
        return checks.get(task.name()).check(arguments);
    }

    /** The task that is asked of the gateway; the name itself when the task is no longer known here. */
    public String command(String name) {
        return find(name).map(Task::command).orElse(name);
    }

    /** The policy in force for a task, with what was asked for instead. */
    public Retry retry(String name, Retry asked) {
        var own = Optional.ofNullable(retries.tasks().get(name));
        var wanted = asked == null ? new Retry(null, null, null) : asked;
        return new Retry(
                wanted.attempts() != null
                        ? wanted.attempts()
                        : own.flatMap(RetryConfig.Policy::attempts).orElse(retries.attempts()),
                wanted.delay() != null
                        ? wanted.delay()
                        : own.flatMap(RetryConfig.Policy::delay).orElse(retries.delay()),
                wanted.maxDelay() != null
                        ? wanted.maxDelay()
                        : own.flatMap(RetryConfig.Policy::maxDelay).orElse(retries.maxDelay()));
    }

    /** Whether another attempt makes sense after this error. */
    public boolean passes(String errorCode) {
        return retries.on().contains(errorCode);
    }

    List<TaskView> views() {
        return tasks.values().stream()
                .map(task -> new TaskView(
                        task.name(),
                        task.description(),
                        task.arguments(),
                        task.changes(),
                        task.hasNoTarget() ? null : retry(task.name(), null)))
                .toList();
    }
}
