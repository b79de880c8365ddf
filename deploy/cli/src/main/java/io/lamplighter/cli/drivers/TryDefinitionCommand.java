package io.lamplighter.cli.drivers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.output.Column;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.http.DefinitionTrial;
import io.lamplighter.driver.http.definitions.Definition;
import io.lamplighter.driver.http.definitions.DefinitionReader;
import io.lamplighter.driver.http.definitions.MistakenDefinitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "try",
        description =
                "Checks a definition of the driver http, asks one device as the gateway would, and shows what it observes. "
                        + "Nothing is stored, and no running Lamplighter is needed.")
final class TryDefinitionCommand extends EdgeCommand {
    @Parameters(paramLabel = "FILE", description = "the definition, a file of YAML")
    private Path file;

    @Option(
            names = "--id",
            paramLabel = "NAME=VALUE",
            description = "a variable of the definition, such as host=192.168.1.20; repeatable")
    private Map<String, String> ids = Map.of();

    @Option(
            names = "--secret",
            paramLabel = "NAME=VALUE",
            description =
                    "a secret that the definition names, or NAME=env:VARIABLE to keep it out of the history of the shell; "
                            + "repeatable")
    private Map<String, String> secrets = Map.of();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "how long to wait for all answers (${DEFAULT-VALUE})")
    private int timeout;

    @Override
    public Integer call() {
        var definition = definition();
        try {
            show(DefinitionTrial.observe(definition, ids, revealed(), Duration.ofSeconds(Math.clamp(timeout, 1, 600))));
            return DONE;
        } catch (DriverException refused) {
            err().println(refused.getMessage());
            return refused instanceof DriverException.Unreachable ? UNANSWERED : FAILED;
        }
    }

    private Definition definition() {
        try {
            if (Files.size(file) > DefinitionReader.LARGEST_FILE) {
                throw new MistakeException(file + ": is larger than %d bytes".formatted(DefinitionReader.LARGEST_FILE));
            }
            return DefinitionReader.read(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new MistakeException(file + " cannot be read");
        } catch (MistakenDefinitionException mistaken) {
            throw new MistakeException(mistaken.mistakes().stream()
                    .map(mistake -> file + ":" + mistake)
                    .collect(Collectors.joining(System.lineSeparator())));
        }
    }

    private Map<String, String> revealed() {
        var revealed = new LinkedHashMap<String, String>();
        secrets.forEach((name, value) -> revealed.put(name, revealed(value)));
        return revealed;
    }

    private static String revealed(String value) {
        if (!value.startsWith("env:")) {
            return value;
        }
        var found = System.getenv(value.substring(4));
        if (found == null) {
            throw new MistakeException(
                    "--secret: there is no variable %s in the environment".formatted(value.substring(4)));
        }
        return found;
    }

    private void show(List<Observation> observations) {
        var listing = listing(
                Column.of("NAME", "/name"),
                Column.of("VALUE", "/value"),
                Column.of("UNITS", "/units"),
                Column.time("VALID AT", "/validAt"));
        try (listing) {
            observations.forEach(observation -> listing.add(json(observation)));
        }
    }

    private static JsonNode json(Observation observation) {
        var json = JsonNodeFactory.instance.objectNode().put("name", observation.name());
        switch (observation) {
            case Observation.Attribute it -> json.put("value", it.number()).put("units", it.units());
            case Observation.Status it when it.value() instanceof Boolean flag -> json.put("value", flag);
            case Observation.Status it -> json.put("value", it.value().toString());
        }
        return json.put("validAt", observation.validAt().toString());
    }
}
