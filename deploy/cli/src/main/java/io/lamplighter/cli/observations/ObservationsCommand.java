package io.lamplighter.cli.observations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamplighter.cli.devices.DeviceFinder;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.edge.Version;
import io.lamplighter.cli.output.Table;
import io.lamplighter.cli.output.Text;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Stored observations. */
@Command(
        name = "observations",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Shows stored observations.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ObservationsCommand.Latest.class)
public final class ObservationsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which observations? There is: latest");
    }

    @Command(name = "latest", description = "Shows the newest observation of every series.")
    static final class Latest extends EdgeCommand {
        @Option(names = "--device", paramLabel = "NAME-OR-ID", description = "only of this device; repeatable")
        private List<String> devices = List.of();

        @Override
        public Integer call() {
            var finder = new DeviceFinder(edge());
            var ids = devices.stream()
                    .map(device -> finder.find(device).path("id").asText())
                    .toList();
            var latest = edge().all("/api/observations/latest", Query.none().withEach("device", ids));
            if (asJson()) {
                print(JsonNodeFactory.instance.arrayNode().addAll(latest));
                return DONE;
            }
            if (ids.isEmpty()) {
                finder.learnNames();
            }
            var table = Table.of("DEVICE", "SERIES", "VALUE", "AT");
            latest.forEach(observation -> table.add(
                    finder.nameOf(observation.path("deviceId").asText()),
                    Text.of(observation.path("name")),
                    Text.value(observation),
                    Text.time(observation.path("validAt"))));
            table.print(out());
            return DONE;
        }
    }
}
