package io.lamplighter.cli.interactions;

import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Column;
import picocli.CommandLine.Option;

/** Lists the schedules and how each stands. */
abstract class ScheduleLister extends EdgeCommand {
    @Option(names = "--set", paramLabel = "NAME", description = "only those that were applied with this set")
    private String set;

    @Override
    public Integer call() {
        var listing = listing(
                Column.of("NAME", "/name"),
                Column.made("WHEN", "when", Schedules::when),
                Column.of("TASK", "/task"),
                Column.made("STATE", "state", Schedules::state),
                Column.time("NEXT", "/nextAt"),
                Column.time("LAST", "/lastAt"),
                Column.made("SUCCESS", "success", Schedules::success),
                Column.made("LATE P99", "late", Schedules::late),
                Column.of("ERROR", "/lastError"),
                Column.raw("/id"));
        try (listing) {
            edge().pages(
                            Schedules.PATH,
                            Query.none().with("set", set),
                            Long.MAX_VALUE,
                            page -> page.forEach(listing::add));
        }
        return DONE;
    }
}
