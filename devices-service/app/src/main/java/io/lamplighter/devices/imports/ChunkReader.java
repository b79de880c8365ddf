package io.lamplighter.devices.imports;

import io.lamplighter.devices.files.DeviceFileReader;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Reads a file in chunks of lines, on a worker thread because that waits for the client, and one chunk ahead of the
 * database. What is not read yet stays with the client: at most two chunks are in memory.
 */
final class ChunkReader {
    // Chunks of long lines have fewer of them.
    private static final int MOST_CHARACTERS = 4 << 20;

    private final DeviceFileReader file;
    private final ImportLineReader lines;
    private final int size;
    private CompletableFuture<List<ImportLine>> ahead;

    ChunkReader(DeviceFileReader file, ImportLineReader lines, int size) {
        this.file = file;
        this.lines = lines;
        this.size = size;
    }

    /** The next lines; none at the end of the file. */
    Uni<List<ImportLine>> next() {
        var current = ahead == null ? start() : ahead;
        return Uni.createFrom().completionStage(current).invoke(chunk -> {
            if (!chunk.isEmpty()) {
                ahead = start();
            } else {
                ahead = current;
            }
        });
    }

    private CompletableFuture<List<ImportLine>> start() {
        return CompletableFuture.supplyAsync(this::read, Infrastructure.getDefaultExecutor());
    }

    private List<ImportLine> read() {
        try {
            var chunk = new ArrayList<ImportLine>(size);
            var characters = 0;
            while (chunk.size() < size && characters < MOST_CHARACTERS) {
                var line = file.next();
                if (line == null) {
                    break;
                }
                characters += line.text() == null ? 0 : line.text().length();
                chunk.add(lines.read(line, file.parser()));
            }
            return chunk;
        } catch (IOException failure) {
            throw new BrokenUploadException(failure);
        }
    }
}
