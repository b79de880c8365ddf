package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.cli.devices.DeviceFinder;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Table;
import io.lamplighter.cli.output.Text;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a task and prints its result. */
@Command(
        name = "interact",
        description = "Runs a task against devices and prints the result of each.",
        footerHeading = "%nFor example:%n",
        footer = {
            "  interact pull_status --device \"Kitchen plug\"",
            "  interact set_status --device \"Kitchen plug\" --argument on=false",
            "  interact pull_all --label room:kitchen"
        })
public final class InteractCommand extends EdgeCommand {
    private static final Set<String> GOOD = Set.of("succeeded", "acknowledged");

    @Parameters(paramLabel = "TASK", description = "the task; ./lamplighter tasks lists them")
    private String task;

    @Mixin
    private TargetOptions target;

    @Option(
            names = "--argument",
            paramLabel = "NAME=VALUE",
            description = "an argument of the task, or for a task that sets: what to set, such as on=false; repeatable")
    private List<String> arguments = List.of();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "PT10S",
            converter = Durations.class,
            description = "how long each run may take, such as PT10S or 10s (${DEFAULT-VALUE})")
    private Duration timeout;

    @Override
    public Integer call() {
        var finder = new DeviceFinder(edge());
        var found = Tasks.named(task, edge());
        var request = JsonNodeFactory.instance.objectNode().put("task", task).put("timeout", timeout.toString());
        request.set("arguments", Arguments.of(found, arguments));
        request.set("target", target.target(finder));
        var interaction = new InteractionStarter(edge()).run(request, timeout);
        var id = interaction.path("id").asText();
        var runs = edge().all("/api/runs", Query.none().with("interaction", id));
        report(request, interaction, runs, finder);
        return isGood(interaction, runs) ? DONE : FAILED;
    }

    private void report(ObjectNode request, JsonNode interaction, List<JsonNode> runs, DeviceFinder finder) {
        if (asJson()) {
            var answer = JsonNodeFactory.instance.objectNode();
            answer.set("interaction", interaction);
            answer.putArray("runs").addAll(runs);
            print(answer);
            return;
        }
        if (request.path("target").has("selector")) {
            finder.learnNames();
        }
        out().println(heading(request, finder));
        tabulate(runs, finder);
        conclude(interaction, runs);
    }

    private String heading(ObjectNode request, DeviceFinder finder) {
        var given = request.path("arguments").properties().stream()
                .map(argument -> " " + argument.getKey() + "=" + Text.of(argument.getValue()))
                .collect(Collectors.joining());
        return "Ran %s%s against %s"
                .formatted(task, given, target.described(finder, (ObjectNode) request.get("target")));
    }

    private void tabulate(List<JsonNode> runs, DeviceFinder finder) {
        if (runs.isEmpty()) {
            return;
        }
        var table = Table.of("DEVICE", "STATE", "TOOK", "RESULT");
        for (var run : runs) {
            table.add(
                    finder.nameOf(run.path("deviceId").asText()),
                    Text.of(run.path("state")),
                    Runs.took(run),
                    Runs.outcome(run));
        }
        table.print(out());
    }

    private void conclude(JsonNode interaction, List<JsonNode> runs) {
        var good = runs.stream().filter(InteractCommand::isGood).count();
        if (InteractionStarter.isRunning(interaction)) {
            err().printf(
                            "It still runs; see ./lamplighter runs --interaction %s%n",
                            interaction.path("id").asText());
        } else if (interaction.hasNonNull("error")) {
            err().println(Runs.error(interaction));
        } else if (runs.isEmpty()) {
            err().println("No enabled device matches");
        } else {
            out().printf("%d of %d succeeded%n", good, runs.size());
        }
    }

    private static boolean isGood(JsonNode interaction, List<JsonNode> runs) {
        return !runs.isEmpty()
                && !InteractionStarter.isRunning(interaction)
                && runs.stream().allMatch(InteractCommand::isGood);
    }

    private static boolean isGood(JsonNode run) {
        return GOOD.contains(run.path("state").asText());
    }
}
