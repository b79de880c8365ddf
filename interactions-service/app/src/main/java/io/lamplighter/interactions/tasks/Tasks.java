package io.lamplighter.interactions.tasks;

import io.lamplighter.interactions.api.TaskView;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tasks there are. */
@Singleton
public final class Tasks {
    private final Map<String, Task> tasks = new TreeMap<>();

    Tasks(@All List<Task> beans) {
        for (var task : beans) {
            if (tasks.put(task.name(), task) != null) {
                throw new IllegalStateException("Two tasks are named " + task.name());
            }
        }
    }

    public Optional<Task> find(String name) {
        return Optional.ofNullable(name).map(tasks::get);
    }

    public String names() {
        return String.join(", ", tasks.keySet());
    }

    /** The task that is asked of the gateway; the name itself when the task is no longer known here. */
    public String command(String name) {
        return find(name).map(Task::command).orElse(name);
    }

    List<TaskView> views() {
        return tasks.values().stream()
                .map(task -> new TaskView(task.name(), task.description(), task.arguments()))
                .toList();
    }
}
