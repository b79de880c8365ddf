package io.lamplighter.driver.mqtt;

import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Devices that follow the Homie convention, version 4 or 5 (homieiot.github.io/specification). All they tell is retained. */
final class Homie implements Convention {
    static final String STATE = "$state";
    static final Set<String> GONE = Set.of("lost", "disconnected");
    private static final Duration QUIET = Duration.ofMillis(500);
    private static final Duration SETTLED = Duration.ofSeconds(2);
    private static final int LONG = 4;

    private final boolean five;

    Homie(boolean five) {
        this.five = five;
    }

    @Override
    public String key() {
        return five ? "homie5" : "homie4";
    }

    @Override
    public boolean isRetained() {
        return true;
    }

    @Override
    public String base(Settings settings) {
        return five ? settings.homie() + "/5" : settings.homie();
    }

    @Override
    public Uni<Void> prepared(Hub hub) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Interpreter interpreter(Hub hub, VendorDevice device) {
        return new HomieInterpreter(device, topic(hub, device), base(hub.settings()), five);
    }

    /** What is retained now, as long as the device is there. */
    @Override
    public Uni<List<Observation>> read(Hub hub, VendorDevice device) {
        return collected(hub, device, true).chain(all -> present(hub, all)).map(Collected::observations);
    }

    @Override
    public Uni<List<Observation>> set(Hub hub, VendorDevice device, Setting setting) {
        return collected(hub, device, false).chain(all -> set(hub, device, settable(all, setting), setting));
    }

    /** What is not retained need not be told: that the broker has taken the command is all there is. */
    private Uni<List<Observation>> set(Hub hub, VendorDevice device, HomieProperty property, Setting setting) {
        var done = confirmed(hub, device, property, setting);
        return property.retained()
                ? done.chain(() -> read(hub, device)).map(readBack -> Wanted.among(setting, readBack))
                : done.replaceWith(List.of());
    }

    @Override
    public Uni<List<DiscoveredDevice>> discover(Hub hub) {
        return HomieDiscovery.of(hub, base(hub.settings()), five);
    }

    private String topic(Hub hub, VendorDevice device) {
        return base(hub.settings()) + "/" + Topics.checked(DEVICE, device.vendorId(DEVICE));
    }

    /** @param values whether its values matter, and not only what it has */
    private Uni<Collected> collected(Hub hub, VendorDevice device, boolean values) {
        var topic = topic(hub, device);
        var manner = new Conversation.Manner(Filter.of(topic + "/#"), List.of(), QUIET);
        return Conversation.hold(
                hub,
                manner,
                new Collected(topic, five, values, new HomieModel(five), new HashMap<>(), new AtomicInteger()));
    }

    /** A child is lost with its root. */
    private Uni<Collected> present(Hub hub, Collected all) {
        var root = all.model().root();
        if (root.isEmpty()) {
            return Uni.createFrom().item(all);
        }
        var manner = new Conversation.Manner(
                Filter.of(base(hub.settings()) + "/" + Topics.checked("device", root.get()) + "/" + STATE),
                List.of(),
                QUIET);
        return Conversation.hold(hub, manner, new RootState(all));
    }

    private static HomieProperty settable(Collected all, Setting setting) {
        return all.properties().values().stream()
                .filter(property -> property.name().equals(setting.name()) && property.settable() && property.isKnown())
                .findFirst()
                .orElseThrow(() -> new DriverException.Unsupported(setting.name() + " cannot be set on this device"));
    }

    /** Completes when the device says that it has what was set, or says nothing more. */
    private Uni<Boolean> confirmed(Hub hub, VendorDevice device, HomieProperty property, Setting setting) {
        var topic = topic(hub, device) + "/" + property.path();
        var request = new Conversation.Request(topic + "/set", property.payload(setting, five));
        var manner = new Conversation.Manner(Filter.of(topic), List.of(request), SETTLED);
        return Conversation.hold(hub, manner, new Confirmation(property, setting));
    }

    /** A property as its message tells it. */
    static Findings translate(HomieProperty property, Message message, java.time.Instant validAt) {
        var findings = new Findings(validAt);
        if (property.isKnown()) {
            property.translate(message.text(), findings);
        }
        return findings;
    }

    private record Confirmation(HomieProperty property, Setting setting) implements Conversation.Answer<Boolean> {
        @Override
        public Optional<Boolean> take(Message message) {
            if (message.retained()) {
                return Optional.empty();
            }
            return translate(property, message, message.at()).observations().stream()
                    .filter(each -> Wanted.agrees(setting, each.value()))
                    .map(each -> true)
                    .findFirst();
        }

        @Override
        public Optional<Boolean> settle() {
            return Optional.of(false);
        }
    }

    private record RootState(Collected all) implements Conversation.Answer<Collected> {
        @Override
        public Optional<Collected> take(Message message) {
            if (message.text().equals("lost")) {
                throw new DriverException.Unreachable("the device behind which it is is lost", (Throwable) null);
            }
            return Optional.of(all);
        }

        @Override
        public Optional<Collected> settle() {
            return Optional.of(all);
        }
    }

    /** All that a device retains. */
    private record Collected(
            String topic,
            boolean five,
            boolean values,
            HomieModel model,
            Map<String, Message> told,
            AtomicInteger quiet)
            implements Conversation.Answer<Collected> {
        @Override
        public Optional<Collected> take(Message message) {
            var path = message.topic().substring(topic.length() + 1);
            told.put(path, message);
            if (path.equals(STATE) && GONE.contains(message.text())) {
                throw new DriverException.Unreachable("the device says that it is " + message.text(), (Throwable) null);
            }
            if (path.contains("$")) {
                model.take(path, message);
            }
            return five && isComplete() ? Optional.of(this) : Optional.empty();
        }

        /** In version 4 units and the like come in any order, and may be missing. */
        @Override
        public Optional<Collected> settle() {
            var enough = isComplete()
                    || (quiet.incrementAndGet() >= LONG && model.settled().isPresent());
            return enough ? Optional.of(this) : Optional.empty();
        }

        private boolean isComplete() {
            return told.containsKey(STATE)
                    && model.properties()
                            .filter(properties -> properties.values().stream()
                                    .allMatch(property ->
                                            !values || !property.retained() || told.containsKey(property.path())))
                            .isPresent();
        }

        Map<String, HomieProperty> properties() {
            return model.settled().orElse(Map.of());
        }

        List<Observation> observations() {
            var findings = properties().values().stream()
                    .filter(property -> told.containsKey(property.path()))
                    .filter(property -> !told.get(property.path()).text().isEmpty())
                    .map(property -> translate(
                            property,
                            told.get(property.path()),
                            told.get(property.path()).at()))
                    .flatMap(each -> each.complete().stream())
                    .toList();
            if (findings.isEmpty()) {
                throw new DriverException.Unsupported("the device retains no values");
            }
            return findings;
        }
    }
}
