package io.lamplighter.driver.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.DriverException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What Tasmota devices retain of themselves under {@code tasmota/discovery/<MAC>}: their {@code config} and {@code sensors}. */
final class TasmotaDiscovery implements Conversation.Answer<List<DiscoveredDevice>> {
    private static final Duration QUIET = Duration.ofMillis(700);
    private static final int LIGHT = 2;
    private static final int SHUTTER = 3;

    private final Settings settings;
    private final Map<String, JsonNode> configs = new LinkedHashMap<>();
    private final Map<String, JsonNode> sensors = new HashMap<>();

    private TasmotaDiscovery(Settings settings) {
        this.settings = settings;
    }

    static Uni<List<DiscoveredDevice>> of(Hub hub, String base) {
        var manner = new Conversation.Manner(Filter.of(base + "/+/config", base + "/+/sensors"), List.of(), QUIET);
        return Conversation.hold(hub, manner, new TasmotaDiscovery(hub.settings()));
    }

    @Override
    public Optional<List<DiscoveredDevice>> take(Message message) {
        var levels = message.topic().split("/", -1);
        var device = levels[levels.length - 2];
        try {
            (message.topic().endsWith("/config") ? configs : sensors).put(device, message.object());
        } catch (DriverException broken) {
            // A device that cannot say what it is is not found; the others are.
            configs.remove(device);
        }
        return Optional.empty();
    }

    @Override
    public Optional<List<DiscoveredDevice>> settle() {
        return Optional.of(configs.entrySet().stream()
                .filter(entry -> !entry.getValue().path("t").asText().isEmpty())
                .map(entry -> found(entry.getValue(), sensors.get(entry.getKey())))
                .toList());
    }

    private DiscoveredDevice found(JsonNode config, JsonNode sensing) {
        var topic = config.get("t").asText();
        var ids = new HashMap<>(Map.of(Convention.CONVENTION, "tasmota", Convention.DEVICE, topic));
        var pattern = config.path("ft").asText();
        if (pattern.contains("%prefix%") && pattern.contains("%topic%") && !pattern.equals(settings.tasmota())) {
            ids.put(TasmotaTopics.FULL_TOPIC, pattern);
        }
        var prefixes = String.join(
                ",",
                StreamSupport.stream(config.path("tp").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
        if (config.path("tp").size() == 3 && !prefixes.equals(TasmotaTopics.USUAL_PREFIXES)) {
            ids.put(TasmotaTopics.PREFIXES, prefixes);
        }
        var name = config.path("dn").asText();
        return new DiscoveredDevice(name.isBlank() ? topic : name, type(config, sensing), ids);
    }

    private static String type(JsonNode config, JsonNode sensing) {
        var names = new HashSet<String>();
        for (var relay : config.path("rl")) {
            switch (relay.asInt()) {
                case 0 -> {
                    // There is none.
                }
                case LIGHT -> names.addAll(List.of("on", "brightness"));
                case SHUTTER -> names.add("position");
                default -> names.add("on");
            }
        }
        var sensors = sensing == null ? Message.JSON.createObjectNode() : sensing.path("sn");
        sensors.forEach(sensor -> sensor.fieldNames().forEachRemaining(field -> names.add(Findings.name(field))));
        return DeviceTypes.of(names);
    }
}
