package io.lamplighter.gateway.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.gateway.devices.DeviceRegistry;
import io.lamplighter.gateway.devices.DevicesListener;
import io.lamplighter.gateway.topics.TopicFollower;
import io.lamplighter.interactions.api.InteractionsTopics;
import io.lamplighter.observations.api.ObservationsApi;
import io.lamplighter.observations.api.ObservationsTopics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The streams that there are, fed from their topics. */
@ApplicationScoped
class FeedStreams implements DevicesListener, TopicFollower.Listener {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DeviceRegistry registry;
    private final TopicFollower follower;
    private final ChangeReaders readers;
    private final FeedStream observations;
    private final FeedStream devices;
    private final FeedStream runs;

    FeedStreams(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            DeviceRegistry registry,
            @RestClient ObservationsApi api,
            FeedConfig config,
            ObjectMapper json,
            MeterRegistry meters) {
        this.registry = registry;
        this.readers = new ChangeReaders(json);
        this.observations = new FeedStream(
                'o',
                readers::observations,
                new ObservationSnapshots(api, readers, config),
                config,
                meters.counter("lamplighter_feed_unreadable_total", "stream", "observations"));
        this.devices = new FeedStream(
                'd',
                readers::devices,
                this::deviceItems,
                config,
                meters.counter("lamplighter_feed_unreadable_total", "stream", "devices"));
        this.runs = new FeedStream(
                'r',
                readers::runs,
                anyDevices -> Uni.createFrom().item(List.of()),
                config,
                meters.counter("lamplighter_feed_unreadable_total", "stream", "runs"));
        this.follower = new TopicFollower(
                "feed",
                kafka,
                Map.of(
                        ObservationsTopics.OBSERVATIONS, config.readBack(),
                        InteractionsTopics.RUNS, config.readBack()),
                this);
    }

    void start(@Observes StartupEvent start) {
        follower.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        follower.close();
    }

    FeedStream stream(String name) {
        return switch (name) {
            case "observations" -> observations;
            case "devices" -> devices;
            case "runs" -> runs;
            default -> throw FeedRequest.refused("stream", "must be observations, devices or runs");
        };
    }

    /** Answers once the stream has met what was there at the start of this process. */
    Uni<Void> ready(String stream) {
        var ready = stream.equals("devices") ? registry.ready() : follower.caughtUp();
        return ready.ifNoItem()
                .after(PATIENCE)
                .failWith(() -> new FeedException(FeedProblems.unavailable(
                        "the gateway has not read its topics yet; subscribe again in a moment")));
    }

    /** The newest cursor of all streams in one. */
    String cursor() {
        return observations.cursor() + "." + devices.cursor() + "." + runs.cursor();
    }

    private Uni<List<Change>> deviceItems(Set<UUID> ids) {
        return Uni.createFrom()
                .item(() -> registry.devices().stream()
                        .filter(device -> ids.isEmpty() || ids.contains(device.id()))
                        .map(this::item)
                        .toList());
    }

    private Change item(DeviceView device) {
        try {
            return readers.change(device);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public void devicesStarted(String identity, long[] starts) {
        devices.started(identity, starts);
    }

    @Override
    public void deviceChanged(ConsumerRecord<byte[], byte[]> entry) {
        devices.received(entry);
    }

    @Override
    public void started(String topic, String identity, long[] starts) {
        of(topic).started(identity, starts);
    }

    @Override
    public void received(ConsumerRecord<byte[], byte[]> entry) {
        of(entry.topic()).received(entry);
    }

    private FeedStream of(String topic) {
        return topic.equals(ObservationsTopics.OBSERVATIONS) ? observations : runs;
    }
}
