package io.lamplighter.cli;

import io.lamplighter.cli.devices.DevicesCommand;
import io.lamplighter.cli.drivers.DriverCommand;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.edge.ProblemException;
import io.lamplighter.cli.edge.Settings;
import io.lamplighter.cli.edge.UnansweredException;
import io.lamplighter.cli.edge.Version;
import io.lamplighter.cli.groups.GroupsCommand;
import io.lamplighter.cli.interactions.EnsuresCommand;
import io.lamplighter.cli.interactions.InteractCommand;
import io.lamplighter.cli.interactions.InteractionsCommand;
import io.lamplighter.cli.interactions.RunsCommand;
import io.lamplighter.cli.interactions.SchedulesCommand;
import io.lamplighter.cli.interactions.TasksCommand;
import io.lamplighter.cli.observations.ObservationsCommand;
import io.lamplighter.cli.output.UnreadException;
import io.lamplighter.cli.vendors.VendorsCommand;
import io.lamplighter.cli.watch.WatchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;

/** The main class behind {@code ./lamplighter}, for everything that asks a running Lamplighter. */
@Command(
        name = "lamplighter",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Asks a running Lamplighter: its devices, tasks, runs, observations and the feed.",
        subcommands = {
            DevicesCommand.class,
            GroupsCommand.class,
            InteractCommand.class,
            InteractionsCommand.class,
            TasksCommand.class,
            SchedulesCommand.class,
            RunsCommand.class,
            EnsuresCommand.class,
            ObservationsCommand.class,
            WatchCommand.class,
            VendorsCommand.class,
            DriverCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; for interact: every run succeeded or was acknowledged",
            "1:a run failed, a line was refused, or Lamplighter refused",
            "2:asked wrongly: an unknown device or task, a malformed option or argument",
            "3:Lamplighter does not answer"
        },
        footerHeading = "%n",
        footer = "./lamplighter up, down, status, test and bench run Lamplighter itself.")
public final class Lamplighter {
    @Mixin(name = EdgeCommand.SETTINGS)
    @SuppressWarnings("UnusedVariable") // read by every EdgeCommand, through picocli
    private Settings settings;

    private Lamplighter() {}

    static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Lamplighter())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> explain(failure, line));
    }

    private static int explain(Exception failure, CommandLine line) {
        if (failure instanceof UnreadException) {
            return EdgeCommand.DONE;
        }
        line.getErr().println(sentence(failure));
        return switch (failure) {
            case MistakeException mistake -> EdgeCommand.MISTAKEN;
            case ProblemException problem when problem.isMistake() -> EdgeCommand.MISTAKEN;
            case UnansweredException unanswered -> EdgeCommand.UNANSWERED;
            default -> EdgeCommand.FAILED;
        };
    }

    private static String sentence(Exception failure) {
        return switch (failure) {
            case MistakeException mistake -> mistake.getMessage();
            case ProblemException problem -> problem.getMessage();
            case UnansweredException unanswered -> unanswered.getMessage();
            default -> "This went wrong in the command line itself: " + failure;
        };
    }
}
