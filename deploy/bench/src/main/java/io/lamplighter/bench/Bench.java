package io.lamplighter.bench;

import io.lamplighter.bench.measure.BenchException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main class behind {@code ./lamplighter bench}: measures a Lamplighter that runs. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "PART",
        description = "Measures a Lamplighter that runs on this machine.",
        subcommands = {
            AllCommand.class,
            FootprintCommand.class,
            IngestCommand.class,
            QueryCommand.class,
            FeedCommand.class,
            WatchersCommand.class,
            DashboardCommand.class,
            PollCommand.class,
            RegistryCommand.class,
            SeriesCommand.class,
            SchedulesCommand.class,
            FanoutCommand.class,
            SetsCommand.class,
            GatewayCommand.class,
            SoakCommand.class,
            SurvivalCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "1:could not be measured, or what was measured is wrong", "2:asked wrongly"})
public final class Bench implements Runnable {
    @Spec
    private CommandSpec spec;

    private Bench() {}

    static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> explain(failure, line));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which part? There are: all and those listed below");
    }

    private static int explain(Exception failure, CommandLine line) throws Exception {
        if (failure instanceof BenchException reason) {
            line.getErr().println("bench: " + reason.getMessage());
            return 1;
        }
        throw failure;
    }
}
