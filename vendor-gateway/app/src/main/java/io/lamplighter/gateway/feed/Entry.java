package io.lamplighter.gateway.feed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of a stream: as it came, and as soon as somebody wants to know it, as what it says. */
final class Entry {
    private static final long OVERHEAD = 160;
    private static final int UUID_LENGTH = 36;

    private final int partition;
    private final long offset;
    private final long at;
    private final UUID device;
    private final long size;
    private byte[] value;
    private List<Change> changes;
    private long number;

    private Entry(int partition, long offset, long at, UUID device, byte[] value, List<Change> changes, long size) {
        this.partition = partition;
        this.offset = offset;
        this.at = at;
        this.device = device;
        this.value = value;
        this.changes = changes;
        this.size = OVERHEAD + size;
    }

    static Entry of(ConsumerRecord<byte[], byte[]> entry) {
        var length = entry.value() == null ? 0 : entry.value().length;
        return new Entry(
                entry.partition(),
                entry.offset(),
                entry.timestamp(),
                device(entry.key()),
                entry.value(),
                null,
                2L * length);
    }

    /** Of a stream that is not read from a topic. */
    static Entry of(long offset, long at, Change change) {
        var size = change.json().length();
        return new Entry(0, offset, at, change.deviceId(), null, List.of(change), size);
    }

    static UUID device(byte[] key) {
        if (key == null || key.length != UUID_LENGTH) {
            return null;
        }
        try {
            return UUID.fromString(new String(key, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException noDevice) {
            return null;
        }
    }

    int partition() {
        return partition;
    }

    long offset() {
        return offset;
    }

    /** Its time stamp, in milliseconds. */
    long at() {
        return at;
    }

    /** Null when its key is the id of no device. */
    UUID device() {
        return device;
    }

    /** Null for a tombstone. */
    byte[] value() {
        return value;
    }

    long size() {
        return size;
    }

    /** Its place in the order of arrival. */
    long number() {
        return number;
    }

    void number(long place) {
        number = place;
    }

    /** What it says; read once, and its bytes are let go of then. */
    List<Change> changes(ChangeReader reader) throws IOException {
        if (changes == null) {
            changes = List.copyOf(reader.changes(this));
            value = null;
        }
        return changes;
    }

    /** Nothing can be read from it. */
    void spoil() {
        changes = List.of();
        value = null;
    }
}
