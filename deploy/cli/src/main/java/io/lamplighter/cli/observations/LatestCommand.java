package io.lamplighter.cli.observations;

import io.lamplighter.cli.edge.Query;
import picocli.CommandLine.Command;

@Command(name = "latest", description = "Shows the newest observation of every series.")
final class LatestCommand extends ObservationLister {
    @Override
    public Integer call() {
        return list("/api/observations/latest", Query.none(), Long.MAX_VALUE);
    }
}
