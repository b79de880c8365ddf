package io.lamplighter.driver.shelly;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes observations of the answer to {@code Shelly.GetStatus}. */
final class StatusTranslator {
    private static final Pattern KEY = Pattern.compile("([a-z0-9_]+):([0-9]{1,5})");
    private static final List<String> ORDER = List.copyOf(ComponentTypes.READ.keySet());

    private final OptionalInt channel;
    private final Instant validAt;
    private final List<Observation> observations = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private StatusTranslator(OptionalInt channel, Instant validAt) {
        this.channel = channel;
        this.validAt = validAt;
    }

    /**
     * All observations of a device.
     *
     * @param channel id of the components that count; all when empty
     */
    static List<Observation> translate(JsonNode status, OptionalInt channel, Instant validAt) {
        var translator = new StatusTranslator(channel, validAt);
        components(status).stream()
                .filter(translator::counts)
                .forEach(component -> translator.add(component, status.get(component.key())));
        return translator.observations;
    }

    /**
     * What a notification tells, under the names that the whole status has for it.
     *
     * @param whole the status with the notification in it
     * @param parts components with those of their fields that the notification tells
     */
    static List<Observation> translateParts(JsonNode whole, JsonNode parts, OptionalInt channel, Instant validAt) {
        var translator = new StatusTranslator(channel, validAt);
        components(whole).stream()
                .filter(translator::counts)
                .forEach(component ->
                        translator.add(component, whole.get(component.key()), parts.path(component.key())));
        return translator.observations;
    }

    /** The component that tells of something under a name. */
    static Optional<Component> find(JsonNode status, OptionalInt channel, String name) {
        var translator = new StatusTranslator(channel, Instant.EPOCH);
        for (var component : components(status)) {
            if (translator.counts(component)) {
                translator.add(component, status.get(component.key()));
            }
            if (translator.names.contains(name)) {
                return Optional.of(component);
            }
        }
        return Optional.empty();
    }

    /** What an event is called, as {@code input_event}; empty when the component does not count. */
    static Optional<String> eventName(String key, OptionalInt channel) {
        var component = component(key);
        if (component.place() < 0 || !counts(component, channel)) {
            return Optional.empty();
        }
        var suffix = component.id() == 0 || channel.isPresent() ? "" : "_" + component.id();
        return Optional.of(component.type() + "_event" + suffix);
    }

    /** All observations of one component, as the whole status would have them. */
    static List<Observation> translate(String key, JsonNode component, OptionalInt channel, Instant validAt) {
        var translator = new StatusTranslator(channel, validAt);
        translator.add(component(key), component);
        return translator.observations;
    }

    /** The components that there are, of types that are read, in the order in which they claim names. */
    static List<Component> components(JsonNode status) {
        return status.properties().stream()
                .map(entry -> component(entry.getKey()))
                .filter(component -> component.place() >= 0)
                .sorted(Comparator.comparingInt(Component::place).thenComparingInt(Component::id))
                .toList();
    }

    /**
     * What stands before a component's status.
     *
     * @param place of its type in the order of types, below 0 when the type is not read
     */
    record Component(String type, int id, int place) {
        String key() {
            return type + ":" + id;
        }
    }

    private static Component component(String key) {
        var parts = KEY.matcher(key);
        return parts.matches()
                ? new Component(parts.group(1), Integer.parseInt(parts.group(2)), ORDER.indexOf(parts.group(1)))
                : new Component(key, 0, -1);
    }

    private boolean counts(Component component) {
        return counts(component, channel);
    }

    private static boolean counts(Component component, OptionalInt channel) {
        return channel.isEmpty() || channel.getAsInt() == component.id();
    }

    private void add(Component component, JsonNode json) {
        add(component, json, json);
    }

    private void add(Component component, JsonNode json, JsonNode told) {
        if (json.isNull()) {
            return;
        }
        if (!json.isObject()) {
            throw new DriverException.ProtocolViolation(component.key() + " is not an object", null);
        }
        for (var reading : ComponentTypes.READ.get(component.type())) {
            var name = name(component, reading.name());
            if (reading.in(json, name, validAt).isPresent()) {
                names.add(name);
                reading.in(told, name, validAt).ifPresent(observations::add);
            }
        }
    }

    private String name(Component component, String bare) {
        var suffix = component.id() == 0 || channel.isPresent() ? "" : "_" + component.id();
        var name = bare + suffix;
        return names.contains(name) ? component.type() + "_" + name : name;
    }
}
