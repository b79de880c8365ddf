package io.lamplighter.observations.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.observations.problems.Outage;
import io.lamplighter.observations.problems.Outages;
import io.lamplighter.observations.topics.DeadLetters;
import io.lamplighter.observations.topics.DeadLetters.DeadLetter;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Follows the topic of devices. Deleted is final, so that the same records in another order end the same. */
@Singleton
class DeviceListener {
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final KnownDeviceRepository repository;
    private final KnownDevices knownDevices;
    private final DeadLetters deadLetters;
    private final ObjectMapper json;
    private final Outage outage;

    DeviceListener(
            KnownDeviceRepository repository,
            KnownDevices knownDevices,
            DeadLetters deadLetters,
            ObjectMapper json,
            Outages outages) {
        this.outage = outages.database();
        this.repository = repository;
        this.knownDevices = knownDevices;
        this.deadLetters = deadLetters;
        this.json = json;
    }

    @Incoming("devices-in")
    Uni<Void> follow(ConsumerRecords<byte[], byte[]> records) {
        var changes = new Changes();
        records.forEach(each -> read(each, changes));
        return Uni.createFrom()
                .deferred(() -> keep(changes))
                .onFailure()
                .invoke(outage::begin)
                .onFailure()
                .retry()
                .withBackOff(FIRST_RETRY, LONGEST_RETRY)
                .indefinitely()
                .invoke(outage::end)
                .chain(() -> deadLetters.bury(changes.unreadable()));
    }

    private void read(ConsumerRecord<byte[], byte[]> each, Changes changes) {
        try {
            var id = UUID.fromString(new String(each.key(), UTF_8));
            if (each.value() == null) {
                changes.gone().add(id);
                changes.there().remove(id);
            } else {
                read(each, id, changes);
            }
        } catch (IOException | RuntimeException unreadable) {
            changes.unreadable().add(new DeadLetter(each, "is not a device with its id as the key"));
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> each, UUID id, Changes changes) throws IOException {
        var device = json.readValue(each.value(), DeviceView.class);
        if (id.equals(device.id())) {
            changes.there().put(id, device);
        } else {
            changes.unreadable().add(new DeadLetter(each, "id: must be the key of the record"));
        }
    }

    private Uni<Void> keep(Changes changes) {
        return repository
                .add(changes.there().values())
                .chain(() -> repository.delete(changes.gone()))
                .invoke(() -> knownDevices.remove(changes.gone()));
    }

    private record Changes(Map<UUID, DeviceView> there, Set<UUID> gone, List<DeadLetter> unreadable) {
        Changes() {
            this(new LinkedHashMap<>(), new LinkedHashSet<>(), new ArrayList<>());
        }
    }
}
