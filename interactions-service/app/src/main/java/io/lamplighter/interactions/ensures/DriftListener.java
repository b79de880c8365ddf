package io.lamplighter.interactions.ensures;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.loops.Loop;
import io.lamplighter.interactions.loops.UnavailableException;
import io.lamplighter.observations.api.Attribute;
import io.lamplighter.observations.api.DeviceObservations;
import io.lamplighter.observations.api.Observation;
import io.lamplighter.observations.api.Status;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Hears from the observations when a device leaves its wanted value. Only the keys of other devices are looked at. What is
 * missed here, while the database is away or a new value is not known yet, is found when the device is asked.
 */
@Singleton
class DriftListener {
    private final Ensures ensures;
    private final Keeping keeping;
    private final Keeper keeper;
    private final EnsuresConfig config;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final Loop refresh;
    private volatile Set<String> devices = Set.of();

    DriftListener(
            Ensures ensures,
            Keeping keeping,
            Keeper keeper,
            EnsuresConfig config,
            ObjectMapper mapper,
            Clock clock,
            Vertx vertx) {
        this.ensures = ensures;
        this.keeping = keeping;
        this.keeper = keeper;
        this.config = config;
        this.mapper = mapper;
        this.clock = clock;
        this.refresh = new Loop(vertx, "Reading wanted values", this::read);
    }

    void start(@Observes StartupEvent started) {
        refresh.start();
    }

    void stop(@Observes ShutdownEvent stopped) {
        refresh.stop();
    }

    /** Tells that wanted values have changed. */
    void wake() {
        refresh.wake();
    }

    private Uni<Duration> read() {
        return ensures.devices().invoke(this::know).replaceWith(config.refresh());
    }

    private void know(Set<UUID> found) {
        devices = found.stream().map(UUID::toString).collect(Collectors.toUnmodifiableSet());
        keeper.thereAre(!devices.isEmpty());
    }

    @Incoming("observations-in")
    Uni<Void> listen(ConsumerRecords<String, byte[]> batch) {
        var wanted = devices;
        var observed = new JsonArray();
        if (!wanted.isEmpty()) {
            for (var source : batch) {
                if (source.key() != null && wanted.contains(source.key())) {
                    read(source, observed);
                }
            }
        }
        return observed.isEmpty() ? Uni.createFrom().voidItem() : judge(observed);
    }

    private Uni<Void> judge(JsonArray observed) {
        return keeping.reported(observed, Clocks.now(clock))
                .invoke(drifted -> {
                    if (drifted > 0) {
                        keeper.wake();
                    }
                })
                .onFailure(failure -> !(failure instanceof UnavailableException))
                .invoke(failure -> Log.warnf("observations could not be compared with what is wanted: %s", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void read(ConsumerRecord<String, byte[]> source, JsonArray observed) {
        try {
            var record = mapper.readValue(source.value(), DeviceObservations.class);
            record.observations()
                    .forEach(observation -> observed.add(new JsonObject()
                            .put("device", record.deviceId().toString())
                            .put("name", observation.name())
                            .put("value", value(observation))
                            .put("at", observation.validAt().toString())));
        } catch (IOException | IllegalArgumentException | NullPointerException unreadable) {
            Log.debugf("not an observation: %s", unreadable.getMessage()); // the observations-service buries it
        }
    }

    private static Object value(Observation observation) {
        return switch (observation) {
            case Attribute attribute -> attribute.value();
            case Status status -> status.value();
        };
    }
}
