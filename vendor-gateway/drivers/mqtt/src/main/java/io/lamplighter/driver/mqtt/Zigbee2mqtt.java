package io.lamplighter.driver.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Devices behind zigbee2mqtt (www.zigbee2mqtt.io/guide/usage/mqtt_topics_and_messages.html). */
final class Zigbee2mqtt implements Convention {
    static final String AVAILABILITY = "/availability";
    private static final Duration QUIET = Duration.ofMillis(500);
    private static final Duration SETTLED = Duration.ofSeconds(2);

    @Override
    public String key() {
        return "zigbee2mqtt";
    }

    @Override
    public boolean isRetained() {
        return false;
    }

    @Override
    public String base(Settings settings) {
        return settings.zigbee2mqtt();
    }

    @Override
    public Uni<Void> prepared(Hub hub) {
        return hub.bridge().known().replaceWithVoid();
    }

    @Override
    public Interpreter interpreter(Hub hub, VendorDevice device) {
        var named = named(hub, device);
        return new ZigbeeInterpreter(
                device, () -> named(hub, device).definition(), topic(hub, named), base(hub.settings()));
    }

    @Override
    public Uni<List<Observation>> read(Hub hub, VendorDevice device) {
        return prepared(hub).chain(() -> read(hub, named(hub, device)));
    }

    @Override
    public Uni<List<Observation>> set(Hub hub, VendorDevice device, Setting setting) {
        return prepared(hub).chain(() -> {
            var named = named(hub, device);
            var feature = settable(named, setting);
            var message = feature.message(setting);
            var topic = topic(hub, named);
            if (!feature.isTold()) {
                return hub.publish(topic + "/set", message.toString()).replaceWith(List.of());
            }
            var manner = new Conversation.Manner(
                    Filter.of(topic), List.of(new Conversation.Request(topic + "/set", message.toString())), SETTLED);
            return Conversation.hold(hub, manner, new Confirmation(named.definition(), topic, setting))
                    .chain(told ->
                            told.isEmpty() ? read(hub, named) : Uni.createFrom().item(told))
                    .map(readBack -> Wanted.among(setting, readBack));
        });
    }

    @Override
    public Uni<List<DiscoveredDevice>> discover(Hub hub) {
        return prepared(hub)
                .map(ready -> hub.bridge().devices().stream()
                        .map(device -> new DiscoveredDevice(
                                device.friendlyName(),
                                device.definition().type(),
                                Map.of(CONVENTION, key(), DEVICE, device.address())))
                        .toList());
    }

    /** What a message says of the device. */
    static Findings translate(Definition definition, Message message) {
        var state = message.object();
        return definition.translate(state, Times.ofServer(message, lastSeen(state.path("last_seen"))));
    }

    private static Optional<Instant> lastSeen(JsonNode told) {
        return told.isNumber() ? Times.millis(told.asDouble()) : Times.parsed(told.asText(), Optional.empty());
    }

    private Uni<List<Observation>> read(Hub hub, Bridge.Announced named) {
        var topic = topic(hub, named);
        var asked = named.definition().features().stream()
                .filter(feature -> feature.isReadable() && feature.isMain())
                .toList();
        var get = Message.JSON.createObjectNode();
        asked.forEach(feature -> get.put(feature.path().getFirst(), ""));
        var requests = asked.isEmpty()
                ? List.<Conversation.Request>of()
                : List.of(new Conversation.Request(topic + "/get", get.toString()));
        var manner = new Conversation.Manner(Filter.of(topic, topic + AVAILABILITY), requests, QUIET);
        return Conversation.hold(hub, manner, new State(named.definition(), topic, asked));
    }

    private static Feature settable(Bridge.Announced named, Setting setting) {
        return named.definition()
                .feature(setting.name())
                .filter(Feature::isSettable)
                .orElseThrow(() -> new DriverException.Unsupported(setting.name() + " cannot be set on this device"));
    }

    private static Bridge.Announced named(Hub hub, VendorDevice device) {
        var name = Topics.checked(DEVICE, device.vendorId(DEVICE));
        var found = hub.bridge().find(name);
        if (found.isEmpty() && hub.bridge().isThere()) {
            throw new DriverException.Rejected("vendorIds.device: zigbee2mqtt knows no device " + name);
        }
        return found.orElseGet(() -> new Bridge.Announced(name, name, WellKnown.DEFINITION));
    }

    private static String topic(Hub hub, Bridge.Announced named) {
        return hub.settings().zigbee2mqtt() + "/" + named.friendlyName();
    }

    /** What the device has, put together of what is told after it was asked for. */
    private record State(Definition definition, String topic, List<Feature> asked, Map<String, Observation> told)
            implements Conversation.Answer<List<Observation>> {
        State(Definition definition, String topic, List<Feature> asked) {
            this(definition, topic, asked, new LinkedHashMap<>());
        }

        @Override
        public Optional<List<Observation>> take(Message message) {
            if (message.topic().equals(topic + AVAILABILITY)) {
                ZigbeeInterpreter.online(message).filter(online -> !online).ifPresent(offline -> {
                    throw new DriverException.Unreachable(
                            "zigbee2mqtt says that the device is offline", (Throwable) null);
                });
                return Optional.empty();
            }
            if (message.text().isEmpty() || (message.retained() && !asked.isEmpty())) {
                return Optional.empty();
            }
            translate(definition, message).complete().forEach(each -> told.put(each.name(), each));
            var all = !told.isEmpty() && asked.stream().allMatch(feature -> told.containsKey(feature.name()));
            return all ? settle() : Optional.empty();
        }

        @Override
        public Optional<List<Observation>> settle() {
            if (told.isEmpty() && asked.isEmpty()) {
                throw new DriverException.Unsupported("the device cannot be asked: it tells its values by itself");
            }
            return told.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(told.values()));
        }
    }

    /** What the device has after it was set; nothing when it does not say. */
    private static final class Confirmation implements Conversation.Answer<List<Observation>> {
        private final Definition definition;
        private final String topic;
        private final Setting setting;
        private List<Observation> last = List.of();

        Confirmation(Definition definition, String topic, Setting setting) {
            this.definition = definition;
            this.topic = topic;
            this.setting = setting;
        }

        @Override
        public Optional<List<Observation>> take(Message message) {
            if (message.retained()
                    || message.text().isEmpty()
                    || !message.topic().equals(topic)) {
                return Optional.empty();
            }
            var told = translate(definition, message).complete();
            var value = told.stream()
                    .filter(each -> each.name().equals(setting.name()))
                    .findFirst();
            last = value.isPresent() ? told : last;
            return value.filter(each -> Wanted.agrees(setting, each.value())).map(each -> told);
        }

        @Override
        public Optional<List<Observation>> settle() {
            return Optional.of(last);
        }
    }
}
