package io.lamplighter.driver.mqtt;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.VendorDevice;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What one device behind zigbee2mqtt tells, and whether it and zigbee2mqtt are there. */
final class ZigbeeInterpreter implements Convention.Interpreter {
    private final VendorDevice device;
    private final Supplier<Definition> definition;
    private final String topic;
    private final String bridgeState;
    private final List<Filter> filters;
    private boolean bridgeOnline = true;
    private boolean deviceOnline = true;

    ZigbeeInterpreter(VendorDevice device, Supplier<Definition> definition, String topic, String base) {
        this.device = device;
        this.definition = definition;
        this.topic = topic;
        this.bridgeState = base + "/bridge/state";
        this.filters = Filter.of(topic, topic + Zigbee2mqtt.AVAILABILITY, bridgeState);
    }

    @Override
    public List<Filter> filters() {
        return filters;
    }

    @Override
    public void take(Message message, Consumer<Pushed> tell) {
        if (message.topic().equals(topic)) {
            Interpretations.tell(device, message, () -> Zigbee2mqtt.translate(definition.get(), message), tell);
        } else if (message.topic().equals(bridgeState)) {
            online(message).ifPresent(online -> bridge(online, tell));
        } else {
            online(message).ifPresent(online -> {
                deviceOnline = online;
                available(tell);
            });
        }
    }

    /** Its return says nothing about a device of which nothing was said. */
    private void bridge(boolean online, Consumer<Pushed> tell) {
        var changed = bridgeOnline != online;
        bridgeOnline = online;
        if (changed) {
            available(tell);
        }
    }

    private void available(Consumer<Pushed> tell) {
        var reason = bridgeOnline ? "zigbee2mqtt says that the device is offline" : "zigbee2mqtt is offline";
        var reachable = bridgeOnline && deviceOnline;
        tell.accept(new Pushed.Availability(device, reachable, reachable ? "" : reason));
    }

    /** Either {@code online} or, since version 1.28, {@code {"state":"online"}}; nothing when it is neither. */
    static Optional<Boolean> online(Message message) {
        var text = message.text().strip();
        var state = text.startsWith("{") ? state(message) : text;
        return switch (state.toLowerCase(Locale.ROOT)) {
            case "online" -> Optional.of(true);
            case "offline" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static String state(Message message) {
        try {
            return message.object().path("state").asText();
        } catch (DriverException broken) {
            return "";
        }
    }
}
