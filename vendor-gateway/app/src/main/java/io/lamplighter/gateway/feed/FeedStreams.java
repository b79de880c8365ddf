package io.lamplighter.gateway.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.gateway.api.DevicePresence;
import io.lamplighter.gateway.devices.DeviceRegistry;
import io.lamplighter.gateway.devices.DevicesListener;
import io.lamplighter.gateway.members.Crossing;
import io.lamplighter.gateway.members.Members;
import io.lamplighter.gateway.members.MembersListener;
import io.lamplighter.gateway.members.MembersRegistry;
import io.lamplighter.gateway.presence.PresenceBoard;
import io.lamplighter.gateway.presence.PresenceListener;
import io.lamplighter.gateway.topics.TopicFollower;
import io.lamplighter.gateway.vendors.VendorResource;
import io.lamplighter.interactions.api.InteractionsTopics;
import io.lamplighter.observations.api.ObservationsApi;
import io.lamplighter.observations.api.ObservationsTopics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * The streams that there are, each fed from its topic or by what this process knows itself. A device that enters or leaves
 * what a group or selector picks is told on each of them.
 */
@Singleton
class FeedStreams implements DevicesListener, MembersListener, PresenceListener, TopicFollower.Listener {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<FeedStreamKind, FeedStream> streams = new EnumMap<>(FeedStreamKind.class);
    private final DeviceRegistry registry;
    private final MembersRegistry members;
    private final PresenceBoard presence;
    private final VendorResource vendors;
    private final TopicFollower follower;
    private final ChangeReaders readers;
    private final FeedConfig config;
    private final MeterRegistry meters;
    private final Clock clock;

    FeedStreams(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            DeviceRegistry registry,
            MembersRegistry members,
            PresenceBoard presence,
            VendorResource vendors,
            @RestClient ObservationsApi api,
            FeedConfig config,
            ObjectMapper json,
            MeterRegistry meters,
            Clock clock) {
        this.registry = registry;
        this.members = members;
        this.presence = presence;
        this.vendors = vendors;
        this.config = config;
        this.meters = meters;
        this.clock = clock;
        this.readers = new ChangeReaders(json);
        add(FeedStreamKind.OBSERVATIONS, readers::observations, new ObservationSnapshots(api, readers, config));
        add(FeedStreamKind.DEVICES, readers::devices, source(this::deviceItems));
        add(FeedStreamKind.RUNS, readers::runs, source(devices -> Stream.of()));
        add(FeedStreamKind.PRESENCE, readers::nothing, source(this::presenceItems));
        add(FeedStreamKind.VENDORS, readers::nothing, source(devices -> vendorItems()));
        this.follower = new TopicFollower(
                "feed",
                kafka,
                Map.of(
                        ObservationsTopics.OBSERVATIONS, config.readBack(),
                        InteractionsTopics.RUNS, config.readBack()),
                this);
    }

    private void add(FeedStreamKind kind, ChangeReader reader, SnapshotSource snapshots) {
        Function<Members, String> membersCursor = of -> membersCursor(kind, of);
        var unreadable = meters.counter("lamplighter_feed_unreadable_total", "stream", kind.word());
        var stream = new FeedStream(kind, reader, snapshots, membersCursor, config, unreadable);
        if (!kind.isOnTopic()) {
            stream.started(UUID.randomUUID().toString(), new long[] {0});
        }
        streams.put(kind, stream);
    }

    /** What is known here needs no waiting; too much of it is refused. */
    private SnapshotSource source(Function<Set<UUID>, Stream<Change>> items) {
        return devices -> Uni.createFrom().item(() -> {
            var some = items.apply(devices).limit(config.maxSnapshot() + 1L).toList();
            if (some.size() > config.maxSnapshot()) {
                throw new FeedException(FeedProblems.tooLarge(config.maxSnapshot()));
            }
            return some;
        });
    }

    void start(@Observes StartupEvent start) {
        follower.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        follower.close();
    }

    FeedStream stream(FeedStreamKind kind) {
        return streams.get(kind);
    }

    /** Answers once the stream has met what was there at the start of this process. */
    Uni<Void> ready(FeedStreamKind kind) {
        var ready = switch (kind) {
            case DEVICES, VENDORS -> registry.ready();
            case PRESENCE -> presence.ready();
            case OBSERVATIONS, RUNS -> follower.caughtUp();
        };
        return ready.ifNoItem()
                .after(PATIENCE)
                .failWith(() -> new FeedException(FeedProblems.unavailable(
                        "the gateway has not read its topics yet; subscribe again in a moment")));
    }

    /** The newest cursor of all streams in one, good for any subscription. */
    String cursor() {
        var parts = Arrays.stream(FeedStreamKind.values())
                .map(kind -> stream(kind).cursor())
                .collect(Collectors.joining("."));
        return parts + "." + groupsCursor();
    }

    /** What devices a subscription is about depends on the registry, and for a group on its definition as well. */
    private String membersCursor(FeedStreamKind kind, Members of) {
        var devices = kind == FeedStreamKind.DEVICES
                ? ""
                : "." + stream(FeedStreamKind.DEVICES).cursor();
        return of.isGroup() ? devices + "." + groupsCursor() : devices;
    }

    private String groupsCursor() {
        return Cursor.ofTime(members.refreshedAt()).text();
    }

    private Stream<Change> deviceItems(Set<UUID> ids) {
        var found = ids == null ? registry.devices().stream() : known(ids);
        return found.map(readers::change);
    }

    private Stream<DeviceView> known(Set<UUID> ids) {
        return ids.stream().flatMap(id -> registry.known(id).stream());
    }

    private Stream<Change> presenceItems(Set<UUID> ids) {
        return presence.items(ids).stream().map(item -> readers.change(item, clock.instant()));
    }

    private Stream<Change> vendorItems() {
        return vendors.vendors().items().stream().map(vendor -> readers.change(vendor, clock.instant()));
    }

    /** The device as it is told to whom it enters or leaves; deleted is told as left. */
    Change crossed(FeedStreamKind kind, UUID device, boolean entered) {
        var action = entered ? "entered" : "left";
        if (kind != FeedStreamKind.DEVICES) {
            return ChangeReaders.crossed(action, device, clock.instant());
        }
        var now = entered ? registry.known(device).orElse(null) : null;
        return now == null
                ? ChangeReaders.gone("left", device)
                : readers.change(now).as(action);
    }

    @Override
    public void devicesStarted(String identity, long[] starts) {
        stream(FeedStreamKind.DEVICES).started(identity, starts);
    }

    /** The other streams first: their cursors must not say that a crossing was told before it was. */
    @Override
    public void deviceChanged(ConsumerRecord<byte[], byte[]> entry) {
        var device = Entry.device(entry.key());
        var crossings = device == null
                ? List.<Crossing>of()
                : members.changed(device, registry.known(device).orElse(null));
        crossings.forEach(crossing -> crossed(crossing, FeedStreamKind.OBSERVATIONS));
        crossings.forEach(crossing -> crossed(crossing, FeedStreamKind.RUNS));
        crossings.forEach(crossing -> crossed(crossing, FeedStreamKind.PRESENCE));
        stream(FeedStreamKind.DEVICES).received(Entry.of(entry), crossings);
    }

    @Override
    public void crossed(Crossing crossing) {
        for (var kind : FeedStreamKind.values()) {
            crossed(crossing, kind);
        }
    }

    private void crossed(Crossing crossing, FeedStreamKind kind) {
        stream(kind).crossed(crossing, crossed(kind, crossing.deviceId(), crossing.entered()));
    }

    @Override
    public void changed(DevicePresence item) {
        if (presence.isReady()) {
            tell(FeedStreamKind.PRESENCE, readers.change(item, clock.instant()));
        }
    }

    /** A vendor's state has changed. */
    void changed(Change vendor) {
        tell(FeedStreamKind.VENDORS, vendor);
    }

    private void tell(FeedStreamKind kind, Change change) {
        stream(kind).publish(clock.millis(), change);
    }

    /** How the vendors are doing, as this replica sees it. */
    List<Change> vendorsNow() {
        return vendorItems().toList();
    }

    @Override
    public void started(String topic, String identity, long[] starts) {
        of(topic).started(identity, starts);
    }

    @Override
    public void received(ConsumerRecord<byte[], byte[]> entry) {
        of(entry.topic()).received(Entry.of(entry), List.of());
    }

    private FeedStream of(String topic) {
        return stream(
                topic.equals(ObservationsTopics.OBSERVATIONS) ? FeedStreamKind.OBSERVATIONS : FeedStreamKind.RUNS);
    }
}
