package io.lamplighter.driver.http;

import io.lamplighter.driver.http.definitions.Definition;
import io.lamplighter.driver.http.definitions.DefinitionReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The documents of this module, and the definitions among them. */
final class Examples {
    private Examples() {}

    static Definition definition(String name) {
        try {
            return DefinitionReader.read(Files.readAllBytes(docs().resolve("examples/" + name + ".yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path docs() {
        return root().resolve("vendor-gateway/drivers/http/docs");
    }

    static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
