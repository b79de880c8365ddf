package io.lamplighter.interactions.interactions;

import io.lamplighter.interactions.api.RunState;
import io.lamplighter.interactions.runs.NewRun;
import io.lamplighter.interactions.targets.Targets;
import io.lamplighter.interactions.tasks.Task;
import io.lamplighter.interactions.tasks.Tasks;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Has tasks that decide for themselves do so, once for each interaction. */
@Singleton
final class Decisions {
    private final Tasks tasks;

    Decisions(Tasks tasks) {
        this.tasks = tasks;
    }

    Uni<Interaction> decided(Interaction interaction) {
        if (interaction.work() != null) {
            return Uni.createFrom().item(interaction);
        }
        return tasks.find(interaction.task())
                .filter(Task::decides)
                .map(task -> task.decide(interaction.arguments()).map(interaction::decided))
                .orElseGet(() -> Uni.createFrom().item(interaction));
    }

    /** The page with runs that are skipped where there is nothing to do. */
    static Targets.Page applied(Interaction interaction, Targets.Page page) {
        if (interaction.work() == null || !interaction.work().asksNothing()) {
            return page;
        }
        var runs = page.runs().stream()
                .map(run -> run.state() == RunState.SCHEDULED
                        ? NewRun.notNeeded(run.deviceId(), interaction.work().reason())
                        : run)
                .toList();
        return new Targets.Page(runs, page.next());
    }
}
