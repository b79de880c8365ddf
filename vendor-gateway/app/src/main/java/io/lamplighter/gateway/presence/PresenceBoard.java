package io.lamplighter.gateway.presence;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import io.lamplighter.gateway.api.Attendance;
import io.lamplighter.gateway.api.DevicePresence;
import io.lamplighter.gateway.api.GatewayTopics;
import io.lamplighter.gateway.api.Phase;
import io.lamplighter.gateway.api.PresenceView;
import io.lamplighter.gateway.topics.TopicFollower;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How every device is doing and who is with it, at all replicas. What happens at this one counts at once; what is said of it
 * on the topic is for the others.
 */
@Singleton
public class PresenceBoard implements TopicFollower.Listener {
    private static final Duration BURIAL = Duration.ofHours(1);

    private final UUID self = UuidCreator.getTimeOrderedEpoch();
    private final Attendances attendances = new Attendances();
    private final Map<String, Attendance> own = new ConcurrentHashMap<>();
    private final Map<UUID, PresenceView> states = new HashMap<>();
    private final TopicFollower follower;
    private final AttendancePublisher publisher;
    private final Instance<PresenceListener> listeners;
    private final PresenceConfig config;
    private final ObjectMapper json;
    private final Clock clock;
    private final Counter unreadable;
    private int told;
    private volatile boolean untold;

    PresenceBoard(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            AttendancePublisher publisher,
            Instance<PresenceListener> listeners,
            PresenceConfig config,
            ObjectMapper json,
            Clock clock,
            MeterRegistry meters) {
        this.publisher = publisher;
        this.listeners = listeners;
        this.config = config;
        this.json = json;
        this.clock = clock;
        this.unreadable = meters.counter("lamplighter_presence_unreadable_total");
        var fromTheBeginning = new HashMap<String, Duration>();
        fromTheBeginning.put(GatewayTopics.PRESENCE, null);
        fromTheBeginning.put(GatewayTopics.WATCHERS, null);
        this.follower = new TopicFollower("presence", kafka, fromTheBeginning, this);
        meters.gauge("lamplighter_feed_users", attendances, this::users);
    }

    private synchronized double users(Attendances all) {
        return all.users();
    }

    void start(@Observes StartupEvent start) {
        synchronized (this) {
            var _ = attendances.heard(self, now());
        }
        follower.start();
        Multi.createFrom()
                .ticks()
                .every(config.beat())
                .onOverflow()
                .drop()
                .subscribe()
                .with(tick -> beat());
    }

    void stop(@Observes ShutdownEvent stop) {
        follower.close();
        own.keySet().forEach(socket -> publisher.forget(self, socket, now(), () -> {}));
        publisher.forget(self, null, now(), () -> {});
    }

    /** Answers once everything that was there at the start is known. */
    public Uni<Void> ready() {
        return follower.caughtUp();
    }

    /** Whether everything that was there at the start is known. */
    public boolean isReady() {
        return follower.isCaughtUp();
    }

    /** Begins to follow where the user of this socket is. */
    public Attending attending(String socket) {
        return new Attending(this, socket);
    }

    int maxDevices() {
        return config.maxDevices();
    }

    void attend(String socket, String user, Map<UUID, Phase> devices) {
        var attendance = new Attendance(self, socket, user, devices, now());
        own.put(socket, attendance);
        synchronized (this) {
            tell(attendances.put(attendance));
        }
        publisher.publish(attendance, this::lost);
    }

    void leave(String socket) {
        own.remove(socket);
        synchronized (this) {
            tell(attendances.remove(self, socket));
        }
        publisher.forget(self, socket, now(), this::lost);
    }

    private void lost() {
        untold = true;
    }

    /** Says that this replica lives; and all that it has to say when something did not get through before. */
    private void beat() {
        publisher.publish(new Attendance(self, null, null, null, now()), this::lost);
        if (untold) {
            untold = false;
            own.values().forEach(attendance -> publisher.publish(attendance, this::lost));
        }
        List<Attendance> buried;
        synchronized (this) {
            tell(attendances.expire(now(), config.expiry(), self));
            buried = attendances.bury(now(), BURIAL);
        }
        buried.forEach(attendance -> publisher.forget(attendance.replica(), attendance.socket(), now(), () -> {}));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * How these devices are doing and who is with them; for all of them those of which something is known, and first how many
     * users there are.
     *
     * @param devices null for all
     */
    public synchronized List<DevicePresence> items(Set<UUID> devices) {
        var items = new ArrayList<DevicePresence>();
        var wanted = devices;
        if (wanted == null) {
            wanted = new HashSet<>(states.keySet());
            wanted.addAll(attendances.devices());
            items.add(whole());
        }
        wanted.forEach(device -> items.add(item(device)));
        return items;
    }

    private DevicePresence whole() {
        return new DevicePresence(null, null, null, null, null, null, attendances.users());
    }

    private DevicePresence item(UUID device) {
        var state = states.get(device);
        var viewing = attendances.users(device, Phase.VIEWING);
        var controlling = attendances.users(device, Phase.CONTROLLING);
        var users = new HashSet<>(viewing);
        users.addAll(controlling);
        return new DevicePresence(
                device,
                state == null ? null : state.state(),
                state == null ? null : state.reason(),
                state == null ? null : state.since(),
                viewing,
                controlling,
                users.size());
    }

    private void tell(Set<UUID> touched) {
        if (told != attendances.users()) {
            told = attendances.users();
            tell(whole());
        }
        touched.forEach(device -> tell(item(device)));
    }

    private void tell(DevicePresence item) {
        listeners.forEach(listener -> listener.changed(item));
    }

    @Override
    public void started(String topic, String identity, long[] starts) {
        // nobody asks where it began
    }

    @Override
    public void received(ConsumerRecord<byte[], byte[]> entry) {
        try {
            if (entry.topic().equals(GatewayTopics.WATCHERS)) {
                takeAttendance(entry);
            } else {
                takeState(entry);
            }
        } catch (IOException | IllegalArgumentException broken) {
            unreadable.increment();
        }
    }

    private synchronized void takeState(ConsumerRecord<byte[], byte[]> entry) throws IOException {
        var device = UUID.fromString(key(entry));
        if (entry.value() == null) {
            states.remove(device);
        } else {
            states.put(device, json.readValue(entry.value(), PresenceView.class));
        }
        tell(Set.of(device));
    }

    private synchronized void takeAttendance(ConsumerRecord<byte[], byte[]> entry) throws IOException {
        var key = key(entry).split("/", 2);
        var replica = UUID.fromString(key[0]);
        if (replica.equals(self)) {
            return;
        }
        if (entry.value() == null) {
            tell(key.length == 2 ? attendances.remove(replica, key[1]) : Set.of());
            return;
        }
        var attendance = json.readValue(entry.value(), Attendance.class);
        if (key.length == 2 && attendance.user() != null) {
            tell(attendances.put(
                    new Attendance(replica, key[1], attendance.user(), attendance.devices(), attendance.at())));
        }
        var at = follower.isCaughtUp() ? now() : Instant.ofEpochMilli(entry.timestamp());
        if (at.isAfter(now().minus(config.expiry()))) {
            tell(attendances.heard(replica, at));
        }
    }

    private static String key(ConsumerRecord<byte[], byte[]> entry) {
        if (entry.key() == null) {
            throw new IllegalArgumentException("the key is missing");
        }
        return new String(entry.key(), StandardCharsets.UTF_8);
    }
}
