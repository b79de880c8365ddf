package io.lamplighter.observations.ingest;

import io.lamplighter.observations.topics.DeadLetters.DeadLetter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** As many records as are stored in one transaction, in their order, and what of them is to be put aside. */
record Slice(List<ReadRecord> readable, List<DeadLetter> refused) {

    /** Reads the next records, until there are about so many observations or no more records. */
    static Slice next(
            Iterator<ConsumerRecord<byte[], byte[]>> records, ObservationRules.Now rules, int size, Refusals refusals) {
        var slice = new Slice(new ArrayList<>(), new ArrayList<>());
        for (var read = 0; read < size && records.hasNext(); ) {
            var original = records.next();
            var reader = new RecordReader(original, rules);
            var readable = reader.read();
            readable.ifPresent(slice.readable::add);
            refusals.count(reader.violations());
            reader.reason().ifPresent(reason -> slice.refused.add(new DeadLetter(original, reason)));
            read += 1 + readable.map(each -> each.observations().size()).orElse(0);
        }
        return slice;
    }

    Set<UUID> deviceIds() {
        return readable.stream().map(ReadRecord::deviceId).collect(Collectors.toSet());
    }

    /** The same with the records of these devices put aside. */
    Slice without(Set<UUID> devices, String reason) {
        if (devices.isEmpty()) {
            return this;
        }
        var kept = new Slice(new ArrayList<>(), new ArrayList<>(refused));
        for (var each : readable) {
            if (devices.contains(each.deviceId())) {
                kept.refused.add(new DeadLetter(each.original(), reason));
            } else {
                kept.readable.add(each);
            }
        }
        return kept;
    }
}
