package io.lamplighter.gateway.commands;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/**
 * Remembers the last answer to the commands of each run. Bounded by bytes and age; the oldest go first, answers to reads before
 * answers to changes, since a read that is done twice harms nobody. (A cache that evicts by use would forget the newest.)
 */
@Singleton
class CommandLedger {
    private static final long OVERHEAD = 160;

    /** An answer as it was published. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Entry(UUID deviceId, String task, int attempt, byte[] result, long at) {}

    private final SequencedMap<UUID, Entry> reads = new LinkedHashMap<>();
    private final SequencedMap<UUID, Entry> changes = new LinkedHashMap<>();
    private final CommandsConfig config;
    private final Clock clock;
    private long bytes;

    CommandLedger(CommandsConfig config, Clock clock, MeterRegistry meters) {
        this.config = config;
        this.clock = clock;
        var _ = meters.gauge("lamplighter_commands_remembered", this, CommandLedger::size);
    }

    /** The answer to this attempt of a run or to a later one. */
    synchronized Optional<Entry> find(UUID runId, int attempt) {
        return Optional.ofNullable(changes.getOrDefault(runId, reads.get(runId)))
                .filter(known -> known.attempt() >= attempt);
    }

    void remember(UUID runId, UUID deviceId, String task, int attempt, byte[] result) {
        put(runId, new Entry(deviceId, task, attempt, result, clock.millis()));
    }

    private synchronized void put(UUID runId, Entry entry) {
        var entries = Tasks.changes(entry.task()) ? changes : reads;
        var before = entries.remove(runId); // so that the newer answer is also the younger one
        entries.put(runId, entry);
        bytes += size(entry) - (before == null ? 0 : size(before));
        forget();
    }

    private void forget() {
        var oldest = clock.millis() - config.ledgerAge().toMillis();
        forgetOlder(reads, oldest);
        forgetOlder(changes, oldest);
        while (bytes > config.ledgerBytes()) {
            drop((reads.isEmpty() ? changes : reads).pollFirstEntry());
        }
    }

    private void forgetOlder(SequencedMap<UUID, Entry> entries, long oldest) {
        while (!entries.isEmpty() && entries.firstEntry().getValue().at() < oldest) {
            drop(entries.pollFirstEntry());
        }
    }

    private void drop(Map.Entry<UUID, Entry> forgotten) {
        bytes -= size(forgotten.getValue());
    }

    private static long size(Entry entry) {
        return entry.result().length + OVERHEAD;
    }

    synchronized int size() {
        return reads.size() + changes.size();
    }
}
