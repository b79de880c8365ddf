package io.lamplighter.driver.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.DriverException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What zigbee2mqtt says of its devices on {@code bridge/devices}, followed for as long as the connection lasts: without it
 * neither units nor what can be set are known.
 */
final class Bridge implements Hub.Ear {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Hub hub;
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private final Set<Runnable> followers = ConcurrentHashMap.newKeySet();
    private final Uni<Void> known;
    private volatile Map<String, Announced> byAddress = Map.of();
    private volatile Map<String, Announced> byName = Map.of();

    /** A device as it is called now. */
    record Announced(String address, String friendlyName, Definition definition) {}

    Bridge(Hub hub) {
        this.hub = hub;
        this.known = Uni.createFrom()
                .deferred(() -> hub.listen(this, Filter.of(topic()), false))
                .chain(this::first)
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(() -> null)
                .onFailure(DriverException.Rejected.class)
                .recoverWithNull()
                .memoize()
                .indefinitely();
    }

    /** Itself, when the devices are known or it is clear that nobody tells them. */
    Uni<Bridge> known() {
        return known.replaceWith(this);
    }

    /** All devices. */
    Collection<Announced> devices() {
        return byAddress.values();
    }

    /** Whether zigbee2mqtt has told anything. */
    boolean isThere() {
        return !byAddress.isEmpty();
    }

    /** The device of this IEEE address or friendly name. */
    Optional<Announced> find(String device) {
        return Optional.ofNullable(byAddress.get(device)).or(() -> Optional.ofNullable(byName.get(device)));
    }

    /** Runs it whenever the devices have changed. */
    void follow(Runnable follower) {
        followers.add(follower);
    }

    void leave(Runnable follower) {
        followers.remove(follower);
    }

    @Override
    public void take(Message message) {
        try {
            become(parsed(message.json()));
        } catch (DriverException broken) {
            // What was known before is better than that.
            first.complete(null);
            return;
        }
        first.complete(null);
        followers.forEach(Runnable::run);
    }

    private Uni<Void> first() {
        hub.whenEnded(first::completeExceptionally);
        return Uni.createFrom().completionStage(first);
    }

    private String topic() {
        return hub.settings().zigbee2mqtt() + "/bridge/devices";
    }

    private void become(Map<String, Announced> found) {
        byAddress = found;
        byName = found.values().stream()
                .collect(Collectors.toUnmodifiableMap(Announced::friendlyName, each -> each, (one, other) -> one));
    }

    /** Devices of one model share its definition. */
    private static Map<String, Announced> parsed(JsonNode devices) {
        if (!devices.isArray()) {
            throw new DriverException.ProtocolViolation("bridge/devices is not a list", null);
        }
        var models = new HashMap<JsonNode, Definition>();
        var found = new LinkedHashMap<String, Announced>();
        for (var device : devices) {
            var address = device.path("ieee_address").asText();
            if (!address.isEmpty() && !device.path("type").asText().equals("Coordinator")) {
                var definition =
                        models.computeIfAbsent(device.path("definition").path("exposes"), Definition::of);
                found.put(
                        address,
                        new Announced(address, device.path("friendly_name").asText(address), definition));
            }
        }
        return Collections.unmodifiableMap(found);
    }
}
