package io.lamplighter.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/** The passwords of this installation, made at its first start and readable by its owner only. */
final class Secrets {
    private final Path file;
    private final Properties passwords = new Properties();

    private Secrets(Path file) {
        this.file = file;
    }

    /** The passwords in this file, after making those of these owners that it lacks. */
    static Secrets in(Path file, List<String> owners) {
        var secrets = new Secrets(file);
        try {
            secrets.load();
            owners.forEach(owner -> secrets.passwords.putIfAbsent(owner, made()));
            secrets.store();
            return secrets;
        } catch (IOException failure) {
            throw new LaunchException(file + " cannot be used (" + failure.getMessage() + ")", failure);
        }
    }

    String password(String owner) {
        return passwords.getProperty(owner);
    }

    private void load() throws IOException {
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                passwords.load(reader);
            }
        } else {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    private void store() throws IOException {
        try (var writer = Files.newBufferedWriter(file)) {
            passwords.store(writer, "Made by lamplighter up. Remove it only together with the databases.");
        }
    }

    private static String made() {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
