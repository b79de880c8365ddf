package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.cli.devices.DeviceFinder;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.output.Format;
import io.lamplighter.cli.output.Text;
import java.time.Duration;
import java.util.List;
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
            "  interact pull_all --label room:kitchen",
            "  interact set_status --group lamps --argument on=false --rollout-canary 5 --rollout-abort 10"
        })
public final class InteractCommand extends EdgeCommand {
    @Parameters(paramLabel = "TASK", description = "the task; ./lamplighter tasks lists them")
    private String task;

    @Mixin
    private TargetOptions target;

    @Mixin
    private RolloutOptions rollout;

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

    @Option(
            names = "--attempts",
            paramLabel = "COUNT",
            description = "send a command at most this often (the task's own)")
    private Integer attempts;

    @Override
    public Integer call() {
        var finder = new DeviceFinder(edge());
        var found = Tasks.named(task, edge());
        var request = JsonNodeFactory.instance.objectNode().put("task", task).put("timeout", timeout.toString());
        request.set("arguments", Arguments.of(found, arguments));
        request.set("target", target.target(finder));
        rollout.into(request);
        if (attempts != null) {
            request.putObject("retry").put("attempts", attempts);
        }
        var outcome = Outcome.of(interaction(request), edge(), finder);
        report(request, outcome, finder);
        return outcome.isGood() ? DONE : FAILED;
    }

    private JsonNode interaction(ObjectNode request) {
        try (var progress = progress()) {
            return new InteractionStarter(edge(), progress).run(request, timeout, target.isFleet());
        }
    }

    private void report(ObjectNode request, Outcome outcome, DeviceFinder finder) {
        if (asJson()) {
            print(outcome.json());
            return;
        }
        if (format() == Format.TABLE) {
            out().println(heading(request, finder));
        }
        outcome.print(out(), err(), format());
    }

    private String heading(ObjectNode request, DeviceFinder finder) {
        var given = request.path("arguments").properties().stream()
                .map(argument -> " " + argument.getKey() + "=" + Text.of(argument.getValue()))
                .collect(Collectors.joining());
        return "Ran %s%s against %s"
                .formatted(task, given, target.described(finder, (ObjectNode) request.get("target")));
    }
}
