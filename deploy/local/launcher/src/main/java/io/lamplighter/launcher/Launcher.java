package io.lamplighter.launcher;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The main class behind {@code ./lamplighter up}, {@code down} and {@code status}. */
@Command(
        name = "lamplighter",
        subcommands = {UpCommand.class, DownCommand.class, StatusCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        description = "Runs Lamplighter on this machine.")
final class Launcher {
    private Launcher() {}

    static void main(String[] arguments) {
        System.exit(new CommandLine(new Launcher())
                .setExecutionExceptionHandler((failure, line, result) -> explain(failure, line))
                .execute(arguments));
    }

    private static int explain(Exception failure, CommandLine line) throws Exception {
        if (failure instanceof LaunchException reason) {
            line.getErr().println("lamplighter: " + reason.getMessage());
            return 1;
        }
        throw failure;
    }
}
