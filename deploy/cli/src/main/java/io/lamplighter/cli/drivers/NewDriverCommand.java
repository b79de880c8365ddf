package io.lamplighter.cli.drivers;

import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.edge.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Makes the module of a driver: it compiles, and the conformance kit fails until the driver is written.",
            "vendor-gateway/driver-api/docs/writing-a-driver.md tells how."
        },
        footerHeading = "%nFor example:%n",
        footer = "  driver new acme --title 'Acme hub'")
final class NewDriverCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "the vendor's key: lower-case letters, digits and hyphens")
    private String name;

    @Option(names = "--title", paramLabel = "TEXT", description = "what people call the vendor")
    private String title;

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            defaultValue = "${env:LAMPLIGHTER_HOME:-.}",
            description = "where the sources are (this checkout)")
    private Path home;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        var module = DriverModule.named(name, title == null ? name : title);
        try {
            module.write(home).forEach(file -> out.println("  " + home.relativize(file)));
        } catch (IOException failure) {
            throw new MistakeException(home + ": " + failure.getMessage());
        }
        out.printf("%nSee it fail:  ./mvnw -pl vendor-gateway/drivers/%s -am verify%n", name);
        out.println("Then write it: vendor-gateway/driver-api/docs/writing-a-driver.md");
        return EdgeCommand.DONE;
    }
}
