package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamplighter.cli.devices.DeviceFinder;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Table;
import io.lamplighter.cli.output.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists runs. */
@Command(name = "runs", description = "Lists runs, newest first.")
public final class RunsCommand extends EdgeCommand {
    @Option(names = "--device", paramLabel = "NAME-OR-ID", description = "only runs against this device")
    private String device;

    @Option(names = "--interaction", paramLabel = "ID", description = "only runs of this interaction")
    private String interaction;

    @Option(names = "--state", paramLabel = "STATE", description = "only runs in this state, such as failed")
    private String state;

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            defaultValue = "20",
            description = "at most this many (${DEFAULT-VALUE})")
    private int limit;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new MistakeException("--limit " + limit + ": must be at least 1");
        }
        var finder = new DeviceFinder(edge());
        var id = device == null ? null : finder.find(device).path("id").asText();
        var query =
                Query.none().with("device", id).with("interaction", interaction).with("state", state);
        var runs = edge().first("/api/runs", query, limit);
        if (asJson()) {
            print(JsonNodeFactory.instance.arrayNode().addAll(runs));
            return DONE;
        }
        var table = Table.of("DUE", "DEVICE", "TASK", "STATE", "TOOK", "RESULT");
        for (var run : runs) {
            table.add(
                    Text.time(run.path("dueAt")),
                    finder.nameOf(run.path("deviceId").asText()),
                    Text.of(run.path("task")),
                    Text.of(run.path("state")),
                    Runs.took(run),
                    Runs.outcome(run));
        }
        table.print(out());
        return DONE;
    }
}
