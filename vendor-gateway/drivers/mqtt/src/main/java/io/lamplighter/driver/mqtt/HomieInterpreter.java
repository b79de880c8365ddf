package io.lamplighter.driver.mqtt;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.VendorDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one Homie device tells. Values may come before the description that says what they are: they are kept until then, or in
 * version 4 until it is clear that parts of it are missing, which is so where a device keeps to version 3 in some of its nodes.
 */
final class HomieInterpreter implements Convention.Interpreter {
    private static final int MOST_WAITING = 2_000;
    private static final Duration DESCRIBED = Duration.ofSeconds(5);

    private final VendorDevice device;
    private final String topic;
    private final String base;
    private final HomieModel model;
    private final Map<String, Message> waiting = new LinkedHashMap<>();
    private final Map<String, Message> values = new HashMap<>();
    private List<Filter> filters;
    private Instant begun;
    private String state = "";
    private String rootState = "";

    HomieInterpreter(VendorDevice device, String topic, String base, boolean five) {
        this.device = device;
        this.topic = topic;
        this.base = base;
        this.model = new HomieModel(five);
        this.filters = Filter.of(topic + "/#");
    }

    /** Those of the device it is a child of come in when it tells which that is. */
    @Override
    public List<Filter> filters() {
        return filters;
    }

    @Override
    public void take(Message message, Consumer<Pushed> tell) {
        begun = begun == null ? message.at() : begun;
        if (!message.topic().startsWith(topic + "/")) {
            rootState = message.text();
            available(tell);
            return;
        }
        var path = message.topic().substring(topic.length() + 1);
        if (path.equals(Homie.STATE)) {
            state = message.text();
            available(tell);
        } else if (path.contains("$")) {
            described(path, message, tell);
        } else if (path.indexOf('/') == path.lastIndexOf('/')) {
            value(path, message, tell);
        }
    }

    private void available(Consumer<Pushed> tell) {
        if (rootState.equals("lost")) {
            tell.accept(new Pushed.Availability(device, false, "the device behind which it is is lost"));
        } else if (Homie.GONE.contains(state)) {
            tell.accept(new Pushed.Availability(device, false, "it says that it is " + state));
        } else if (List.of("ready", "sleeping", "alert").contains(state)) {
            tell.accept(new Pushed.Availability(device, true, ""));
        }
    }

    private void described(String path, Message message, Consumer<Pushed> tell) {
        try {
            model.take(path, message);
        } catch (DriverException.ProtocolViolation broken) {
            tell.accept(new Pushed.Availability(device, false, "it cannot be understood: " + broken.getMessage()));
            return;
        }
        model.root().ifPresent(this::follow);
        if (model.properties().isPresent()) {
            tellWaiting(model.properties().get(), tell);
            corrected(path, tell);
        }
    }

    /** In version 4 units may come after the value, which is then told again as it is. */
    private void corrected(String attribute, Consumer<Pushed> tell) {
        var property = attribute.substring(0, Math.max(0, attribute.lastIndexOf('/')));
        var last = values.get(property);
        if (last != null) {
            value(property, last, tell);
        }
    }

    private void follow(String root) {
        var all = Filter.of(topic + "/#", base + "/" + root + "/" + Homie.STATE);
        if (!all.equals(filters) && !root.contains("/") && !root.contains("+") && !root.contains("#")) {
            filters = all;
        }
    }

    private void value(String path, Message message, Consumer<Pushed> tell) {
        var known = model.properties().or(() -> isOverdue(message) ? model.settled() : Optional.empty());
        if (known.isPresent()) {
            tellWaiting(known.get(), tell);
            value(known.get().get(path), message, tell);
        } else if (waiting.size() < MOST_WAITING) {
            waiting.put(path, message);
        }
    }

    private boolean isOverdue(Message message) {
        return Duration.between(begun, message.at()).compareTo(DESCRIBED) > 0;
    }

    private void tellWaiting(Map<String, HomieProperty> known, Consumer<Pushed> tell) {
        var kept = new LinkedHashMap<>(waiting);
        waiting.clear();
        kept.forEach((path, message) -> value(known.get(path), message, tell));
    }

    /** @param property null where the message is of none */
    private void value(HomieProperty property, Message message, Consumer<Pushed> tell) {
        if (property != null) {
            values.put(property.path(), message);
            Interpretations.tell(
                    device,
                    message,
                    () -> Homie.translate(property, message, message.heard().at()),
                    tell);
        }
    }
}
