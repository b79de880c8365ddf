package io.lamplighter.driver.hue;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What was recorded from real bridges. It lies outside of the project: in {@code lamplighter.data}, or beside the checkout. */
final class Recordings {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Recordings() {}

    static JsonNode read(String name) throws IOException {
        var configured = System.getProperty("lamplighter.data", System.getenv("LAMPLIGHTER_DATA"));
        var data = configured == null ? root().resolveSibling("shared/data") : Path.of(configured);
        var file = data.resolve("hue").resolve(name);
        assumeTrue(Files.isRegularFile(file), () -> "there is no " + file);
        return JSON.readTree(file.toFile());
    }

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        assumeTrue(folder != null, "not in a checkout");
        return folder;
    }
}
