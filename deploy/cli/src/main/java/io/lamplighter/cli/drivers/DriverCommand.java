package io.lamplighter.cli.drivers;

import io.lamplighter.cli.edge.Version;
import picocli.CommandLine.Command;

/** Groups what helps to write drivers. */
@Command(
        name = "driver",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Helps to write drivers and definitions.",
        subcommands = {NewDriverCommand.class, TryDefinitionCommand.class})
public final class DriverCommand {}
