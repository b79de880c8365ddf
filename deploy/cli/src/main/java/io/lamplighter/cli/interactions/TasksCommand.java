package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.output.Table;
import io.lamplighter.cli.output.Text;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Lists what can be done to devices. */
@Command(name = "tasks", description = "Lists the tasks that there are, with their arguments.")
public final class TasksCommand extends EdgeCommand {
    @Override
    public Integer call() {
        var tasks = Tasks.all(edge());
        if (asJson()) {
            print(JsonNodeFactory.instance.arrayNode().addAll(tasks));
            return DONE;
        }
        var table = Table.of("TASK", "ARGUMENTS", "DESCRIPTION");
        tasks.forEach(
                task -> table.add(Text.of(task.path("name")), arguments(task), Text.of(task.path("description"))));
        table.print(out());
        return DONE;
    }

    private static String arguments(JsonNode task) {
        var names = task.path("arguments").path("properties").propertyStream();
        var listed = names.map(java.util.Map.Entry::getKey).collect(Collectors.joining(", "));
        return listed.isEmpty() ? "-" : listed;
    }
}
