package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Table;
import io.lamplighter.cli.output.Text;
import picocli.CommandLine.Command;

/** Lists the schedules and how each stands. */
@Command(name = "schedules", description = "Lists the schedules: when each runs what, and how it went last.")
public final class SchedulesCommand extends EdgeCommand {
    @Override
    public Integer call() {
        var schedules = edge().all("/api/schedules", Query.none());
        if (asJson()) {
            print(JsonNodeFactory.instance.arrayNode().addAll(schedules));
            return DONE;
        }
        var table = Table.of("NAME", "WHEN", "TASK", "STATE", "NEXT", "LAST", "ERROR");
        for (var schedule : schedules) {
            table.add(
                    Text.of(schedule.path("name")),
                    when(schedule),
                    Text.of(schedule.path("task")),
                    state(schedule),
                    Text.time(schedule.path("nextAt")),
                    Text.time(schedule.path("lastAt")),
                    Text.of(schedule.path("lastError")));
        }
        table.print(out());
        return DONE;
    }

    private static String when(JsonNode schedule) {
        return schedule.hasNonNull("every")
                ? "every " + Text.of(schedule.path("every"))
                : Text.of(schedule.path("cron")) + " " + Text.of(schedule.path("timeZone"));
    }

    private static String state(JsonNode schedule) {
        if (schedule.path("running").asBoolean()) {
            return "running";
        }
        return schedule.path("enabled").asBoolean(true) ? "waiting" : "disabled";
    }
}
