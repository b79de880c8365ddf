package io.lamplighter.cli.observations;

import io.lamplighter.cli.edge.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Stored observations. */
@Command(
        name = "observations",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Shows, exports and imports observations.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LatestCommand.class,
            RangeCommand.class,
            AggregateCommand.class,
            ExportObservationsCommand.class,
            ImportObservationsCommand.class
        })
public final class ObservationsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "What about them? There are: "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
