package io.lamplighter.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.bench.edge.DatabaseAddress;
import io.lamplighter.bench.edge.Edge;
import io.lamplighter.bench.edge.ObservationsDatabase;
import io.lamplighter.bench.measure.BenchException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Option;

/** Which Lamplighter is measured. Its data folder tells where its database and processes are. */
final class Surroundings {
    private static final String DATABASE = "observations";

    record Running(long pid, long startMillis) {}

    @Option(
            names = "--url",
            defaultValue = "${env:LAMPLIGHTER_URL:-http://127.0.0.1:8080}",
            description = "its edge (LAMPLIGHTER_URL, or ${DEFAULT-VALUE})")
    private URI url;

    @Option(
            names = "--home",
            defaultValue = "${env:LAMPLIGHTER_HOME:-.}",
            description = "the checkout (LAMPLIGHTER_HOME, or ${DEFAULT-VALUE})")
    private Path home;

    @Option(names = "--data", description = "the data folder that it was started with (.lamplighter in the checkout)")
    private Path data;

    @Option(
            names = "--jdbc",
            defaultValue = "${env:LAMPLIGHTER_OBSERVATIONS_JDBC}",
            description = "the observations database (LAMPLIGHTER_OBSERVATIONS_JDBC, or as the data folder tells)")
    private String jdbc;

    @Option(
            names = "--jdbc-user",
            defaultValue = "${env:LAMPLIGHTER_OBSERVATIONS_USER:-observations}",
            description = "its user (LAMPLIGHTER_OBSERVATIONS_USER, or ${DEFAULT-VALUE})")
    private String user;

    @Option(
            names = "--jdbc-password",
            defaultValue = "${env:LAMPLIGHTER_OBSERVATIONS_PASSWORD}",
            description = "its password (LAMPLIGHTER_OBSERVATIONS_PASSWORD, or as the data folder tells)")
    private String password;

    @Option(names = "--output", defaultValue = "table", description = "table or markdown (${DEFAULT-VALUE})")
    private Output output;

    enum Output {
        TABLE,
        MARKDOWN
    }

    Edge edge() {
        return new Edge(URI.create(url.toString().replaceFirst("/+$", "")));
    }

    Path home() {
        return home;
    }

    boolean asMarkdown() {
        return output == Output.MARKDOWN;
    }

    ObservationsDatabase observations() {
        var address = jdbc != null ? jdbc : "jdbc:postgresql://" + address("postgresql") + "/" + DATABASE;
        return new ObservationsDatabase(
                new DatabaseAddress(address, user, password != null ? password : storedPassword(DATABASE)));
    }

    /** The database of another service, which has its role and its password by the same name. */
    DatabaseAddress database(String name) {
        return new DatabaseAddress(
                "jdbc:postgresql://" + address("postgresql") + "/" + name, name, storedPassword(name));
    }

    /** A service itself, past the edge. */
    URI service(String name) {
        return URI.create("http://" + address(name));
    }

    /** Where Kafka listens. */
    String kafka() {
        return address("kafka");
    }

    /** The processes that the launcher started, by name. */
    Map<String, Running> processes() {
        var processes = new LinkedHashMap<String, Running>();
        state().path("processes")
                .forEach(process -> processes.put(
                        process.path("name").asText(),
                        new Running(
                                process.path("pid").asLong(),
                                process.path("startMillis").asLong())));
        return processes;
    }

    private String address(String part) {
        for (var process : state().path("processes")) {
            if (part.equals(process.path("name").asText())) {
                return process.path("address").asText();
            }
        }
        throw new BenchException("No " + part + " runs in " + data());
    }

    private com.fasterxml.jackson.databind.JsonNode state() {
        try {
            return new ObjectMapper().readTree(data().resolve("state.json").toFile());
        } catch (IOException failure) {
            throw new BenchException("Nothing runs in " + data() + "; give --data, or --jdbc and --pid", failure);
        }
    }

    private String storedPassword(String owner) {
        var secrets = new Properties();
        try (var reader = Files.newBufferedReader(data().resolve("secrets.properties"))) {
            secrets.load(reader);
        } catch (IOException failure) {
            throw new BenchException("No password is stored in " + data() + "; give --jdbc-password", failure);
        }
        return secrets.getProperty(owner);
    }

    private Path data() {
        return data == null ? home.resolve(".lamplighter") : data;
    }
}
