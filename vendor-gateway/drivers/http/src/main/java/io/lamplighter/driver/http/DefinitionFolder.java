package io.lamplighter.driver.http;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.http.definitions.Definition;
import io.lamplighter.driver.http.definitions.DefinitionReader;
import io.lamplighter.driver.http.definitions.MistakenDefinitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * A folder of files {@code *.yaml} with a definition each. It is looked at when a definition is asked for, at most once in a
 * while: new and changed files are read again, those of removed files are forgotten. A file with mistakes takes away nothing but
 * itself, and not even that where an earlier state of it was good; its mistakes are logged once, each with its place.
 */
final class DefinitionFolder implements Definitions {
    private static final Logger LOG = Logger.getLogger(DefinitionFolder.class);
    private static final int MOST_FILES = 1_000;

    /** What tells one state of a file from another. */
    private record Stamp(FileTime changed, long size) {}

    private record Loaded(Stamp stamp, Optional<Definition> definition) {}

    private final Optional<Path> folder;
    private final long pauseNanos;
    private final AtomicLong looked = new AtomicLong();
    private boolean readable = true;
    private Map<Path, Loaded> files = Map.of();
    private volatile Map<String, Definition> byName = Map.of();

    /** Reads what is there now. */
    DefinitionFolder(Optional<Path> folder, Duration pause) {
        this.folder = folder;
        this.pauseNanos = pause.toNanos();
        look();
    }

    @Override
    public Definition find(String name) {
        var last = looked.get();
        if (System.nanoTime() - last >= pauseNanos && looked.compareAndSet(last, System.nanoTime())) {
            look();
        }
        var definition = byName.get(name);
        if (definition == null) {
            throw new DriverException.Rejected("vendorIds.definition: there is no usable definition %s; there are %s"
                    .formatted(name, byName.keySet()));
        }
        return definition;
    }

    private synchronized void look() {
        looked.set(System.nanoTime());
        try {
            var now = new LinkedHashMap<Path, Loaded>();
            for (var file : paths()) {
                now.put(file, loaded(file, Optional.ofNullable(files.get(file))));
            }
            if (!now.equals(files)) {
                files = now;
                byName = named(now);
            }
            readable = true;
        } catch (IOException unreadable) {
            if (readable) {
                LOG.warnf("the definitions cannot be read, what was read before stays: %s", unreadable.getMessage());
            }
            readable = false;
        }
    }

    private List<Path> paths() throws IOException {
        if (folder.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder.get())) {
            return all.filter(file -> file.toString().endsWith(".yaml") && Files.isRegularFile(file))
                    .sorted()
                    .limit(MOST_FILES)
                    .toList();
        }
    }

    private static Loaded loaded(Path file, Optional<Loaded> before) throws IOException {
        var stamp = new Stamp(Files.getLastModifiedTime(file), Files.size(file));
        return before.filter(loaded -> loaded.stamp().equals(stamp)).orElseGet(() -> read(file, stamp, before));
    }

    private static Loaded read(Path file, Stamp stamp, Optional<Loaded> before) {
        try {
            var definition = DefinitionReader.read(bytes(file));
            LOG.infof("read the definition %s from %s", definition.name(), file.getFileName());
            return new Loaded(stamp, Optional.of(definition));
        } catch (MistakenDefinitionException mistaken) {
            mistaken.mistakes().forEach(mistake -> LOG.errorf("%s:%s", file.getFileName(), mistake));
        } catch (IOException unreadable) {
            LOG.errorf("%s cannot be read: %s", file.getFileName(), unreadable.getMessage());
        }
        return new Loaded(stamp, before.flatMap(Loaded::definition));
    }

    private static byte[] bytes(Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return stream.readNBytes(DefinitionReader.LARGEST_FILE + 1);
        }
    }

    private static Map<String, Definition> named(Map<Path, Loaded> files) {
        var named = new TreeMap<String, Definition>();
        files.forEach((file, loaded) -> loaded.definition().ifPresent(definition -> {
            if (named.putIfAbsent(definition.name(), definition) != null) {
                LOG.errorf("%s is not used: another file has a definition %s", file.getFileName(), definition.name());
            }
        }));
        return named;
    }
}
