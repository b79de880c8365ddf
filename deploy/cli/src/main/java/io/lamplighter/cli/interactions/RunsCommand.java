package io.lamplighter.cli.interactions;

import io.lamplighter.cli.devices.DeviceFinder;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Column;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists runs. */
@Command(name = "runs", description = "Lists runs, newest first.")
public final class RunsCommand extends EdgeCommand {
    @Option(names = "--device", paramLabel = "NAME-OR-ID", description = "only runs against this device")
    private String device;

    @Option(names = "--interaction", paramLabel = "ID", description = "only runs of this interaction")
    private String interaction;

    @Option(names = "--schedule", paramLabel = "NAME-OR-ID", description = "only runs that this schedule started")
    private String schedule;

    @Option(names = "--state", paramLabel = "STATE", description = "only runs in this state, such as failed")
    private String state;

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            defaultValue = "20",
            description = "at most this many (${DEFAULT-VALUE})")
    private long limit;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new MistakeException("--limit " + limit + ": must be at least 1");
        }
        var finder = new DeviceFinder(edge());
        var listing = listing(
                Column.time("DUE", "/dueAt"),
                Column.shown("DEVICE", "/deviceId", id -> finder.nameOf(id.asText())),
                Column.of("TASK", "/task"),
                Column.of("STATE", "/state"),
                Column.made("TOOK", "took", Runs::took),
                Column.made("RESULT", "result", Runs::outcome),
                Column.raw("/id"));
        try (listing) {
            edge().pages("/api/runs", query(finder), limit, page -> {
                if (listing.isForPeople()) {
                    finder.learnNames(page);
                }
                page.forEach(listing::add);
            });
        }
        return DONE;
    }

    private Query query(DeviceFinder finder) {
        return Query.none()
                .with(
                        "device",
                        device == null ? null : finder.find(device).path("id").asText())
                .with("interaction", interaction)
                .with("schedule", schedule == null ? null : Schedules.id(schedule, edge()))
                .with("state", state);
    }
}
