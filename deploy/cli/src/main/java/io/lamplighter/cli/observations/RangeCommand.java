package io.lamplighter.cli.observations;

import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.edge.Query;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "range",
        description = "Shows the observations of a span of time.",
        footerHeading = "%nFor example:%n",
        footer = "  observations range --device \"Kitchen plug\" --name power --from -1h --units kW")
final class RangeCommand extends ObservationLister {
    @Mixin
    private TimeOptions time;

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            defaultValue = "100",
            description = "at most this many (${DEFAULT-VALUE}); observations export writes all")
    private long limit;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new MistakeException("--limit " + limit + ": must be at least 1");
        }
        return list("/api/observations", time.in(Query.none(), null), limit);
    }
}
