package io.lamplighter.cli.interactions;

import io.lamplighter.cli.devices.DeviceFinder;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.output.Text;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Makes a schedule.",
        footerHeading = "%nFor example:%n",
        footer = "  schedules add \"lights out\" set_status --group lamps --argument on=false --cron '0 23 * * *'")
final class AddScheduleCommand extends EdgeCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "what it is called")
    private String name;

    @Parameters(index = "1", paramLabel = "TASK", description = "the task; ./lamplighter tasks lists them")
    private String task;

    @Mixin
    private TimingOptions timing;

    @Mixin
    private TargetOptions target;

    @Option(names = "--argument", paramLabel = "NAME=VALUE", description = "an argument of the task; repeatable")
    private List<String> arguments = List.of();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "how long each run may take (10 s)")
    private Duration timeout;

    @Option(names = "--misfire", paramLabel = "HOW", description = "what was missed: skip, once or all (skip)")
    private String misfire;

    @Option(
            names = "--overlap",
            paramLabel = "HOW",
            description = "while the last one runs: skip, queue or allow (skip)")
    private String overlap;

    @Option(names = "--paused", description = "it does not fire yet")
    private boolean paused;

    @Override
    public Integer call() {
        var request = timing.timing().put("name", name).put("task", task).put("enabled", !paused);
        request.set("arguments", Arguments.of(Tasks.named(task, edge()), arguments));
        request.set("target", target.target(new DeviceFinder(edge())));
        if (timeout != null) {
            request.put("timeout", timeout.toString());
        }
        if (misfire != null) {
            request.put("misfire", misfire);
        }
        if (overlap != null) {
            request.put("overlap", overlap);
        }
        var made = edge().post(Schedules.PATH, request);
        if (asJson()) {
            print(made);
        } else {
            out().printf(
                            "Made %s (%s); next: %s%n",
                            Text.of(made.path("name")), Text.of(made.path("id")), Text.time(made.path("nextAt")));
        }
        return DONE;
    }
}
