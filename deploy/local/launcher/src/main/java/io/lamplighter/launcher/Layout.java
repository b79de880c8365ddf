package io.lamplighter.launcher;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Where things lie.
 *
 * @param home the folder of the checkout, with what was built
 * @param data everything that outlives a run: databases, topics, logs, passwords
 */
record Layout(Path home, Path data) {
    private static final long DISK_NEEDED = 1L << 30;

    static Layout of(Path data) {
        var home = Path.of(System.getenv().getOrDefault("LAMPLIGHTER_HOME", "")).toAbsolutePath();
        return new Layout(home, data == null ? home.resolve(".lamplighter") : data.toAbsolutePath());
    }

    Path postgres() {
        return data.resolve("postgres");
    }

    Path postgresBinaries() {
        return data.resolve("binaries");
    }

    Path kafka() {
        return data.resolve("kafka");
    }

    Path log(String name) {
        return data.resolve("logs").resolve(name + ".log");
    }

    Path state() {
        return data.resolve("state.json");
    }

    Path lock() {
        return data.resolve("lock");
    }

    Path secrets() {
        return data.resolve("secrets.properties");
    }

    Path service(String folder) {
        return built(home.resolve(folder).resolve("app/target/quarkus-app/quarkus-run.jar"));
    }

    Path simulatedVendor() {
        return built(home.resolve("vendor-gateway/drivers/simulated-vendor/target/simulated-vendor.jar"));
    }

    /**
     * Makes the data folder and sees that there is room in it.
     *
     * @throws LaunchException naming the folder and what is missing: a right, or room
     */
    void prepare() {
        try {
            Files.createDirectories(data.resolve("logs"));
            Files.deleteIfExists(Files.createTempFile(data, "probe", ""));
            requireRoom(Files.getFileStore(data));
        } catch (IOException failure) {
            throw new LaunchException(
                    "the folder %s cannot be written to (%s)".formatted(data, reason(failure)), failure);
        }
    }

    /** Forgets databases, topics, logs and passwords; unpacked binaries stay. */
    void forget() {
        for (var part : new Path[] {
            postgres(),
            kafka(),
            data.resolve("logs"),
            secrets(),
            state(),
            data.resolve("registered-demo"),
            data.resolve("registered-refresh-all")
        }) {
            delete(part);
        }
    }

    private void requireRoom(FileStore store) throws IOException {
        if (store.getUsableSpace() < DISK_NEEDED) {
            throw new LaunchException("the disk of %s has %d MB left; at least %d MB are needed"
                    .formatted(data, store.getUsableSpace() >> 20, DISK_NEEDED >> 20));
        }
    }

    private static Path built(Path jar) {
        if (!Files.isReadable(jar)) {
            throw new LaunchException(jar + " is not built; run ./lamplighter up from a complete checkout");
        }
        return jar;
    }

    private static String reason(IOException failure) {
        return failure.getClass().getSimpleName().replace("Exception", "") + ": " + failure.getMessage();
    }

    private static void delete(Path part) {
        if (!Files.exists(part)) {
            return;
        }
        try (var files = Files.walk(part)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new LaunchException(part + " cannot be removed (" + reason(failure) + ")", failure);
        }
    }
}
