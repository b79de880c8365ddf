package io.lamplighter.gateway.devices;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.DevicesApi;
import io.lamplighter.devices.api.DevicesTopics;
import io.lamplighter.gateway.accounts.Accounts;
import io.lamplighter.gateway.topics.DeadLetterPublisher;
import io.lamplighter.gateway.topics.TopicFollower;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Knows the devices. */
@Singleton
public class DeviceRegistry implements TopicFollower.Listener {
    private final KnownDevices devices = new KnownDevices();
    private final TopicFollower follower;
    private final ObjectMapper json;
    private final DeadLetterPublisher deadLetters;
    private final DevicesApi api;
    private final Instance<DevicesListener> listeners;

    DeviceRegistry(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            ObjectMapper json,
            DeadLetterPublisher deadLetters,
            @RestClient DevicesApi api,
            Instance<DevicesListener> listeners) {
        this.follower = new TopicFollower("devices", kafka, fromTheBeginning(), this);
        this.json = json;
        this.deadLetters = deadLetters;
        this.api = api;
        this.listeners = listeners;
    }

    private static Map<String, Duration> fromTheBeginning() {
        var tails = new HashMap<String, Duration>();
        tails.put(DevicesTopics.DEVICES, null);
        return tails;
    }

    void start(@Observes StartupEvent start) {
        follower.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        follower.close();
    }

    /** Answers once every device that was registered at the start is known. */
    public Uni<Void> ready() {
        return follower.caughtUp();
    }

    /** Whether every device that was registered at the start is known. */
    public boolean isReady() {
        return follower.isCaughtUp();
    }

    /**
     * The device as it is now.
     *
     * @return fails with {@link DeviceNotFoundException} or {@link RegistryUnavailableException}
     */
    public Uni<DeviceView> device(UUID id) {
        var known = devices.get(id);
        return known == null ? ask(id) : Uni.createFrom().item(known);
    }

    /** The device if it is known here already. */
    public Optional<DeviceView> known(UUID id) {
        return Optional.ofNullable(devices.get(id));
    }

    private Uni<DeviceView> ask(UUID id) {
        return api.device(id).onFailure().transform(failure -> explain(id, failure));
    }

    private static RuntimeException explain(UUID id, Throwable failure) {
        var missing = failure instanceof WebApplicationException refusal
                && refusal.getResponse().getStatus() == 404;
        return missing ? new DeviceNotFoundException(id) : new RegistryUnavailableException(failure);
    }

    /** The devices known now. */
    public Collection<DeviceView> devices() {
        return devices.all();
    }

    /** The devices of an account that are known now. */
    public Stream<DeviceView> devices(Accounts.Key account) {
        return devices.of(account);
    }

    /** How many devices of a vendor are known now, by the name of their account. */
    public SortedMap<String, Integer> counts(String vendor) {
        var counts = new TreeMap<String, Integer>();
        devices.accounts().stream()
                .filter(account -> account.vendor().equals(vendor))
                .forEach(account -> counts.put(account.account(), devices.count(account)));
        return counts;
    }

    @Override
    public void started(String topic, String identity, long[] starts) {
        listeners.forEach(listener -> listener.devicesStarted(identity, starts));
    }

    @Override
    public void received(ConsumerRecord<byte[], byte[]> entry) {
        try {
            take(entry);
            listeners.forEach(listener -> listener.deviceChanged(entry));
        } catch (IOException | IllegalArgumentException unreadable) {
            deadLetters
                    .publish(entry, "not a device: " + firstLine(unreadable))
                    .subscribe()
                    .with(published -> {});
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> entry) throws IOException {
        if (entry.key() == null) {
            throw new IllegalArgumentException("the key is missing");
        }
        var id = UUID.fromString(new String(entry.key(), StandardCharsets.UTF_8));
        if (entry.value() == null) {
            devices.remove(id);
            return;
        }
        var device = json.readValue(entry.value(), DeviceView.class);
        if (device == null || !id.equals(device.id()) || device.vendor() == null) {
            throw new IllegalArgumentException("id and vendor must be there, the id as in the key");
        }
        devices.put(device);
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
