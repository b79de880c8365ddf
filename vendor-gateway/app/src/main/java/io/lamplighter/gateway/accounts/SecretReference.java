package io.lamplighter.gateway.accounts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a secret is.
 *
 * @param file otherwise it is in the environment
 */
record SecretReference(boolean file, String place) {
    private static final int LARGEST = 65_536;

    /**
     * Reads {@code file:PATH} or {@code env:NAME}.
     *
     * @param key the key of configuration, told when it is neither; the text is not, as it may be a secret
     */
    static SecretReference parse(String key, String text) {
        if (text.startsWith("file:/")) {
            return new SecretReference(true, text.substring("file:".length()));
        }
        if (text.matches("env:[A-Za-z_][A-Za-z0-9_]*")) {
            return new SecretReference(false, text.substring("env:".length()));
        }
        throw new IllegalStateException(key + ": must be file: and an absolute path, or env: and a name");
    }

    /** The secret as it is now, without the line end that editors leave; blocks. */
    Optional<String> read() {
        return file ? readFile() : Optional.ofNullable(System.getenv(place));
    }

    private Optional<String> readFile() {
        try {
            var path = Path.of(place);
            if (Files.size(path) > LARGEST) {
                return Optional.empty();
            }
            return Optional.of(Files.readString(path).stripTrailing());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Not even the place. */
    @Override
    public String toString() {
        return file ? "file" : "env";
    }
}
