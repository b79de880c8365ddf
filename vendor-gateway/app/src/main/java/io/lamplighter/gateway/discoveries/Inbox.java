package io.lamplighter.gateway.discoveries;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.gateway.api.FoundDevice;
import io.lamplighter.gateway.api.GatewayTopics;
import io.lamplighter.gateway.api.IgnoredDevice;
import io.lamplighter.gateway.topics.DeadLetterPublisher;
import io.lamplighter.gateway.topics.TopicFollower;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is in the inbox, as far as this replica has read its topic; what it writes itself it knows at once. */
@Singleton
class Inbox implements TopicFollower.Listener {
    private static final int MOST = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<UUID, FoundDevice> found = new ConcurrentHashMap<>();
    private final Map<UUID, IgnoredDevice> ignored = new ConcurrentHashMap<>();
    private final TopicFollower follower;
    private final InboxPublisher publisher;
    private final DeadLetterPublisher deadLetters;
    private final ObjectMapper json;

    Inbox(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            InboxPublisher publisher,
            DeadLetterPublisher deadLetters,
            ObjectMapper json) {
        var fromTheBeginning = new HashMap<String, Duration>();
        fromTheBeginning.put(GatewayTopics.DISCOVERIES, null);
        this.follower = new TopicFollower("discoveries", kafka, fromTheBeginning, this);
        this.publisher = publisher;
        this.deadLetters = deadLetters;
        this.json = json;
    }

    void start(@Observes StartupEvent start) {
        follower.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        follower.close();
    }

    /** Answers once all is known that was there at the start; fails with {@link InboxUnavailableException}. */
    Uni<Void> ready() {
        return follower.caughtUp()
                .ifNoItem()
                .after(PATIENCE)
                .failWith(() -> new InboxUnavailableException("what was found before is not known here yet", null));
    }

    Collection<FoundDevice> found() {
        return found.values();
    }

    Optional<FoundDevice> find(UUID id) {
        return Optional.ofNullable(found.get(id));
    }

    Optional<IgnoredDevice> ignored(UUID id) {
        return Optional.ofNullable(ignored.get(id));
    }

    /** Answers when all of it is kept; fails with {@link InboxFullException} or {@link InboxUnavailableException}. */
    Uni<Void> keep(List<FoundDevice> devices) {
        var more = devices.stream()
                .filter(device -> !found.containsKey(device.id()))
                .count();
        if (found.size() + more > MOST) {
            return Uni.createFrom().failure(new InboxFullException(MOST));
        }
        return publisher.found(devices).invoke(() -> devices.forEach(this::take));
    }

    Uni<Void> ignore(IgnoredDevice device) {
        return publisher.ignored(device).invoke(() -> ignored.put(device.id(), device));
    }

    Uni<Void> ignoreNoMore(UUID id) {
        return publisher.ignoredNoMore(id).invoke(() -> ignored.remove(id));
    }

    Uni<Void> forget(UUID id) {
        return ignoreNoMore(id).chain(() -> publisher.forgotten(id)).invoke(() -> found.remove(id));
    }

    @Override
    public void started(String topic, String identity, long[] starts) {
        // Read from the beginning, once.
    }

    @Override
    public void received(ConsumerRecord<byte[], byte[]> entry) {
        try {
            read(entry);
        } catch (IOException | RuntimeException unreadable) {
            deadLetters
                    .publish(entry, "not a discovery: " + firstLine(unreadable))
                    .subscribe()
                    .with(published -> {});
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> entry) throws IOException {
        var key = new String(entry.key(), StandardCharsets.UTF_8);
        if (key.endsWith(GatewayTopics.IGNORED)) {
            var id = UUID.fromString(key.substring(0, key.length() - GatewayTopics.IGNORED.length()));
            become(ignored, id, entry.value(), IgnoredDevice.class);
        } else {
            become(found, UUID.fromString(key), entry.value(), FoundDevice.class);
        }
    }

    private <T> void become(Map<UUID, T> known, UUID id, byte[] value, Class<T> type) throws IOException {
        if (value == null) {
            known.remove(id);
            return;
        }
        var told = json.readValue(value, type);
        if (told == null) {
            throw new IllegalArgumentException("null");
        }
        known.put(id, told);
    }

    private void take(FoundDevice device) {
        found.put(device.id(), device);
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
