package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.cli.devices.DeviceFinder;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Column;
import io.lamplighter.cli.output.Text;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What was asked for. Without a subcommand it lists, newest first. */
@Command(
        name = "interactions",
        description = "Lists the interactions, newest first, or shows, cancels and repeats one.",
        subcommands = {InteractionsCommand.Show.class, InteractionsCommand.Cancel.class, InteractionsCommand.Rerun.class
        })
public final class InteractionsCommand extends EdgeCommand {
    private static final String INTERACTIONS = "/api/interactions";

    @Option(names = "--task", paramLabel = "TASK", description = "only of this task")
    private String task;

    @Option(names = "--state", paramLabel = "STATE", description = "only in this state, such as running")
    private String state;

    @Option(names = "--schedule", paramLabel = "NAME-OR-ID", description = "only those of this schedule")
    private String schedule;

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            defaultValue = "20",
            description = "at most this many (${DEFAULT-VALUE})")
    private int limit;

    @Override
    public Integer call() {
        var query = Query.none()
                .with("task", task)
                .with("state", state)
                .with("schedule", schedule == null ? null : Schedules.id(schedule, edge()));
        var listing = listing(
                Column.time("STARTED", "/createdAt"),
                Column.of("TASK", "/task"),
                Column.of("STATE", "/state"),
                Column.made("RUNS", "runs", Runs::counts),
                Column.of("BY", "/requestedBy"),
                Column.of("ID", "/id"));
        try (listing) {
            edge().pages(INTERACTIONS, query, limit, page -> page.forEach(listing::add));
        }
        return DONE;
    }

    /** One interaction by its id. */
    abstract static class One extends EdgeCommand {
        @Parameters(paramLabel = "ID", description = "the interaction")
        String id;

        final String path() {
            return INTERACTIONS + "/" + id;
        }

        final int report(Outcome outcome) {
            if (asJson()) {
                print(outcome.json());
            } else {
                outcome.print(out(), err(), format());
            }
            return outcome.isGood() ? DONE : FAILED;
        }
    }

    @Command(name = "show", description = "Shows how an interaction stands and what became of its runs.")
    static final class Show extends One {
        @Override
        public Integer call() {
            return report(Outcome.of(edge().get(path(), Query.none()), edge(), new DeviceFinder(edge())));
        }
    }

    @Command(name = "cancel", description = "Withdraws what has not been done yet.")
    static final class Cancel extends One {
        @Override
        public Integer call() {
            var cancelled = edge().post(path() + "/cancel", null);
            out().printf("%s is %s: %s%n", id, Text.of(cancelled.path("state")), Runs.counts(cancelled));
            return DONE;
        }
    }

    @Command(name = "rerun", description = "Does the part of an interaction again that did not succeed.")
    static final class Rerun extends One {
        private static final Duration PATIENCE = Duration.ofMinutes(2);

        @Override
        public Integer call() {
            var started = edge().post(path() + "/rerun", null);
            return report(Outcome.of(followed(started), edge(), new DeviceFinder(edge())));
        }

        private JsonNode followed(JsonNode started) {
            try (var progress = progress()) {
                return new InteractionStarter(edge(), progress).follow(started, PATIENCE);
            }
        }
    }
}
