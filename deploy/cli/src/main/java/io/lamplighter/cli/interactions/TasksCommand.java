package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.output.Column;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Lists what can be done to devices. */
@Command(name = "tasks", description = "Lists the tasks that there are, with their arguments.")
public final class TasksCommand extends EdgeCommand {
    @Override
    public Integer call() {
        var listing = listing(
                Column.of("TASK", "/name"),
                Column.made("ARGUMENTS", "arguments", TasksCommand::arguments),
                Column.of("DESCRIPTION", "/description"));
        try (listing) {
            Tasks.all(edge()).forEach(listing::add);
        }
        return DONE;
    }

    private static String arguments(JsonNode task) {
        var names = task.path("arguments").path("properties").propertyStream();
        var listed = names.map(java.util.Map.Entry::getKey).collect(Collectors.joining(", "));
        return listed.isEmpty() ? "-" : listed;
    }
}
