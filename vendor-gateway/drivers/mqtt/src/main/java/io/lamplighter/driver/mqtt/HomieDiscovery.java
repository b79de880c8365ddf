package io.lamplighter.driver.mqtt;

import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.DriverException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Homie devices that describe themselves. */
final class HomieDiscovery implements Conversation.Answer<List<DiscoveredDevice>> {
    private static final Duration QUIET = Duration.ofMillis(700);

    private final String base;
    private final boolean five;
    private final Map<String, HomieModel> models = new LinkedHashMap<>();

    private HomieDiscovery(String base, boolean five) {
        this.base = base;
        this.five = five;
    }

    static Uni<List<DiscoveredDevice>> of(Hub hub, String base, boolean five) {
        var filters = five
                ? Filter.of(base + "/+/$description")
                : Filter.of(
                        base + "/+/$name", base + "/+/$nodes", base + "/+/+/$properties", base + "/+/+/+/$datatype");
        return Conversation.hold(
                hub, new Conversation.Manner(filters, List.of(), QUIET), new HomieDiscovery(base, five));
    }

    @Override
    public Optional<List<DiscoveredDevice>> take(Message message) {
        var path = message.topic().substring(base.length() + 1);
        var slash = path.indexOf('/');
        var device = path.substring(0, slash);
        try {
            models.computeIfAbsent(device, unseen -> new HomieModel(five)).take(path.substring(slash + 1), message);
        } catch (DriverException broken) {
            // A device that cannot say what it is is not found; the others are.
            models.remove(device);
        }
        return Optional.empty();
    }

    @Override
    public Optional<List<DiscoveredDevice>> settle() {
        return Optional.of(models.entrySet().stream()
                .filter(entry -> entry.getValue().settled().isPresent())
                .map(entry -> found(entry.getKey(), entry.getValue()))
                .toList());
    }

    private DiscoveredDevice found(String id, HomieModel model) {
        var names = model.settled().orElse(Map.of()).values().stream()
                .map(HomieProperty::name)
                .toList();
        return new DiscoveredDevice(
                model.name().orElse(id),
                DeviceTypes.of(names),
                Map.of(Convention.CONVENTION, five ? "homie5" : "homie4", Convention.DEVICE, id));
    }
}
