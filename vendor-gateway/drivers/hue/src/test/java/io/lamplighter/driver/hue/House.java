package io.lamplighter.driver.hue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The resources of a bridge, as JSON by their ids: many lights, a plug, a motion sensor, a dial, and a room. */
final class House {
    private final Map<String, JsonObject> resources = new LinkedHashMap<>();
    private Buffer encoded;

    /** A house with so many lights. */
    static House of(int lights) {
        var house = new House();
        for (var number = 0; number < lights; number++) {
            house.light(number);
        }
        house.plug();
        house.motionSensor();
        house.dial();
        house.room();
        return house;
    }

    static String id(String type, Object number) {
        return UUID.nameUUIDFromBytes((type + number).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** All of it, as the bridge answers it. */
    synchronized Buffer all() {
        if (encoded == null) {
            encoded = new JsonObject()
                    .put("errors", new JsonArray())
                    .put("data", new JsonArray(new ArrayList<>(resources.values())))
                    .toBuffer();
        }
        return encoded;
    }

    synchronized JsonArray ofType(String type) {
        return new JsonArray(resources.values().stream()
                .filter(resource -> resource.getString("type").equals(type))
                .map(JsonObject::copy)
                .toList());
    }

    /** What is there now of a resource; null when it is not there, or not of this type. */
    synchronized JsonObject resource(String type, String id) {
        var resource = resources.get(id);
        return resource == null || !resource.getString("type").equals(type) ? null : resource.copy();
    }

    /** Takes over what is sent to a resource; answers what an event tells of it. */
    synchronized JsonObject change(String id, JsonObject body) {
        var resource = resources.get(id);
        resource.mergeIn(body, true);
        encoded = null;
        var told = body.copy();
        for (var name : List.of("id", "type", "owner")) {
            told.put(name, resource.getValue(name));
        }
        return told;
    }

    synchronized void add(JsonObject resource) {
        encoded = null;
        resources.put(resource.getString("id"), resource);
    }

    /** To whom a resource belongs; itself when to nobody. */
    synchronized String owner(String id) {
        var resource = resources.get(id);
        return resource == null
                ? id
                : resource.getJsonObject("owner", new JsonObject()).getString("rid", id);
    }

    private void light(int number) {
        var id = id("device", number);
        device(id, "Light " + number, "sultan_bulb", "light", "zigbee_connectivity", "device_software_update");
        service(id, "light")
                .put("on", new JsonObject().put("on", number % 2 == 0))
                .put("dimming", new JsonObject().put("brightness", 40.0 + number % 50))
                .put("color_temperature", new JsonObject().put("mirek", 366).put("mirek_valid", true))
                .put("mode", "normal");
        connected(id);
    }

    private void plug() {
        var id = id("device", "plug");
        device(id, "Plug", "plug", "zigbee_connectivity", "light");
        service(id, "light").put("on", new JsonObject().put("on", true));
        connected(id);
    }

    private void motionSensor() {
        var id = id("device", "sensor");
        device(
                id,
                "Hall sensor",
                "unknown_archetype",
                "zigbee_connectivity",
                "device_power",
                "motion",
                "light_level",
                "temperature");
        var changed = "2026-02-03T04:05:06.789Z";
        service(id, "motion").put("enabled", true).put("motion", report("motion", false, changed));
        service(id, "light_level").put("enabled", true).put("light", report("light_level", 10_001, changed));
        service(id, "temperature").put("enabled", true).put("temperature", report("temperature", 21.5, changed));
        service(id, "device_power")
                .put("power_state", new JsonObject().put("battery_level", 80).put("battery_state", "normal"));
        connected(id);
    }

    private void dial() {
        var id = id("device", "dial");
        device(id, "Dial", "unknown_archetype", "device_power", "relative_rotary");
        service(id, "device_power")
                .put("power_state", new JsonObject().put("battery_level", 30).put("battery_state", "normal"));
        service(id, "relative_rotary").put("relative_rotary", new JsonObject());
        var services = resources.get(id).getJsonArray("services");
        for (var number = 1; number <= 4; number++) {
            var button = new JsonObject()
                    .put("id", id("button", number))
                    .put("type", "button")
                    .put("owner", new JsonObject().put("rid", id).put("rtype", "device"))
                    .put("metadata", new JsonObject().put("control_id", number))
                    .put("button", new JsonObject());
            add(button);
            services.add(new JsonObject().put("rid", button.getString("id")).put("rtype", "button"));
        }
    }

    private void room() {
        var id = id("room", 0);
        add(owner(id, "room", "Kitchen", "kitchen", "grouped_light"));
        service(id, "grouped_light")
                .put("on", new JsonObject().put("on", true))
                .put("dimming", new JsonObject().put("brightness", 50.0));
    }

    private void device(String id, String name, String archetype, String... services) {
        add(owner(id, "device", name, archetype, services));
    }

    private static JsonObject owner(String id, String type, String name, String archetype, String... services) {
        var references = new JsonArray();
        for (var service : services) {
            references.add(new JsonObject().put("rid", id(service, id)).put("rtype", service));
        }
        return new JsonObject()
                .put("id", id)
                .put("type", type)
                .put("metadata", new JsonObject().put("name", name).put("archetype", archetype))
                .put("services", references);
    }

    private JsonObject service(String owner, String type) {
        var service = new JsonObject()
                .put("id", id(type, owner))
                .put("type", type)
                .put(
                        "owner",
                        new JsonObject()
                                .put("rid", owner)
                                .put("rtype", resources.get(owner).getString("type")));
        add(service);
        return service;
    }

    private void connected(String owner) {
        service(owner, "zigbee_connectivity").put("status", "connected");
    }

    private static JsonObject report(String name, Object value, String changed) {
        return new JsonObject()
                .put(name, value)
                .put(name + "_valid", true)
                .put(name + "_report", new JsonObject().put(name, value).put("changed", changed));
    }
}
