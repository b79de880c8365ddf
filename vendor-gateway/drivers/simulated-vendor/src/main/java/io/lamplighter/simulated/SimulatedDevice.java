package io.lamplighter.simulated;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One device: where it stands, what its components say, how it behaves and what it was asked. */
final class SimulatedDevice {
    private final String id;
    private final String name;
    private final Model model;
    private final String room;
    private final int houseNumber;
    private final String mac;
    private final House house;
    private final Optional<Load> load;
    private final Supplier<JsonObject> components;
    private Behaviour behaviour = Behaviour.GOOD;
    private final Calls calls = new Calls();
    private final Set<Consumer<JsonObject>> listeners = ConcurrentHashMap.newKeySet();

    SimulatedDevice(Place place, Model model, Optional<Load> load, Supplier<JsonObject> components) {
        var number = place.houseNumber() == 1 ? "" : " " + place.houseNumber();
        this.name = place.room() + " " + model.name().toLowerCase(Locale.ROOT).replace('_', ' ') + number;
        this.id = name.replace(' ', '-');
        this.model = model;
        this.room = place.room();
        this.houseNumber = place.houseNumber();
        this.house = place.house();
        this.mac = "%012X".formatted(0x02_00_00_00_00_00L + place.number());
        this.load = load;
        this.components = components;
    }

    /**
     * Where a device stands.
     *
     * @param number of the device in the town
     */
    record Place(House house, int houseNumber, String room, int number) {}

    String id() {
        return id;
    }

    Model model() {
        return model;
    }

    House house() {
        return house;
    }

    String room() {
        return room;
    }

    /** Its name on the network, as in {@code src} of a frame. */
    String source() {
        return model.idPrefix + "-" + mac.toLowerCase(Locale.ROOT);
    }

    /** What its switch switches, if it has one. */
    Optional<Load> load() {
        return load;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    void behave(Behaviour to) {
        behaviour = to;
    }

    Calls calls() {
        return calls;
    }

    /** From now on told of every change of a component. */
    void listen(Consumer<JsonObject> listener) {
        listeners.add(listener);
    }

    void listenNoMore(Consumer<JsonObject> listener) {
        listeners.remove(listener);
    }

    /** Tells whoever listens how its output is now; only on the vendor's own thread. */
    void tellOutput() {
        var parts = new JsonObject().put("ts", System.currentTimeMillis() / 1000.0);
        var all = components.get();
        all.fieldNames().stream()
                .filter(key -> key.startsWith("switch:") || key.startsWith("light:"))
                .forEach(key -> parts.put(key, output(all.getJsonObject(key))));
        var frame = new JsonObject()
                .put("src", source())
                .put("dst", "lamplighter")
                .put("method", "NotifyStatus")
                .put("params", parts);
        listeners.forEach(listener -> listener.accept(frame));
    }

    private static JsonObject output(JsonObject whole) {
        var part = new JsonObject();
        for (var field : new String[] {"id", "output", "apower", "brightness"}) {
            if (whole.containsKey(field)) {
                part.put(field, whole.getValue(field));
            }
        }
        return part;
    }

    JsonObject listing(String authority) {
        return new JsonObject()
                .put("id", id)
                .put("name", name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
                .put("type", model.type)
                .put("room", room)
                .put("house", houseNumber)
                .put("address", authority + "/" + id);
    }

    JsonObject info() {
        return new JsonObject()
                .put("name", name)
                .put("id", source())
                .put("mac", mac)
                .put("slot", 0)
                .put("model", model.product)
                .put("gen", model.product.startsWith("S3") ? 3 : 2)
                .put("fw_id", "20240819-074343/1.4.2-gc2639da")
                .put("ver", "1.4.2")
                .put("app", model.app)
                .put("auth_en", false)
                .put("auth_domain", null);
    }

    /** The whole status, of the present. */
    JsonObject status() {
        house.advance();
        return components.get().mergeIn(Components.system(mac));
    }

    JsonObject configuration() {
        var configuration = new JsonObject();
        for (var key : components.get().fieldNames()) {
            var number = Integer.parseInt(key.substring(key.indexOf(':') + 1));
            configuration.put(key, new JsonObject().put("id", number).put("name", null));
        }
        return configuration.put(
                "sys",
                new JsonObject()
                        .put("device", new JsonObject().put("name", name).put("mac", mac))
                        .put("cfg_rev", 1));
    }
}
