package io.lamplighter.launcher;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What runs, as remembered in the data folder for {@code status}, {@code down} and a start after a crash.
 *
 * @param url where the edge answers
 * @param processes the launcher first, then the parts in the order of their start
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record State(String url, List<Remembered> processes) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One process, recognised by its id and its start, since ids are given again.
     *
     * @param startedAt milliseconds since 1970, 0 where the system does not tell
     * @param startMillis how long it took until it was ready
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Remembered(String name, String address, long pid, long startedAt, long startMillis) {

        static Remembered of(String name, String address, ProcessHandle handle, long startMillis) {
            return new Remembered(name, address, handle.pid(), startOf(handle), startMillis);
        }

        Optional<ProcessHandle> alive() {
            return ProcessHandle.of(pid).filter(handle -> handle.isAlive() && startOf(handle) == startedAt);
        }

        private static long startOf(ProcessHandle handle) {
            return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }
    }

    static Optional<State> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), State.class)) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        JSON.writerWithDefaultPrettyPrinter().writeValue(fresh.toFile(), this);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
