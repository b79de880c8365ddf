package io.lamplighter.observations.ingest;

import java.util.List;
import java.util.Map;

/** Some of the records are stored already: those before these offsets of their partitions. */
final class AlreadyStoredException extends RuntimeException {
    private final transient Map<Integer, Long> done;

    AlreadyStoredException(Map<Integer, Long> done) {
        super("stored already");
        this.done = done;
    }

    /** Those that are not. */
    List<ReadRecord> remaining(List<ReadRecord> records) {
        return records.stream()
                .filter(each -> each.original().offset()
                        >= done.getOrDefault(each.original().partition(), 0L))
                .toList();
    }
}
