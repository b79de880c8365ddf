package io.lamplighter.driver.mqtt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.VendorDevice;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Devices behind zigbee2mqtt. */
final class ZigbeeBackend extends MqttBackend {
    static final int DEVICES = 2000;
    private static final String EXPOSES = """
            [{"type":"light","features":[
               {"type":"binary","name":"state","property":"state","access":7,"value_on":"ON","value_off":"OFF","value_toggle":"TOGGLE"},
               {"type":"numeric","name":"brightness","property":"brightness","access":7,"value_min":0,"value_max":254}]},
             {"type":"numeric","name":"temperature","property":"temperature","access":5,"unit":"°C"},
             {"type":"numeric","name":"linkquality","property":"linkquality","access":1,"unit":"lqi","category":"diagnostic"}]
            """;
    private final String base = site + "/zigbee2mqtt";

    ZigbeeBackend(boolean five) {
        super(five);
        IntStream.range(0, DEVICES).mapToObj(number -> "device-" + number).forEach(id -> lamps.put(id, new Lamp(id)));
        publish(base + "/bridge/state", "{\"state\":\"online\"}", true).join();
        publish(base + "/bridge/devices", all(), true).join();
        listen(this::asked, base + "/+/get", base + "/+/set");
    }

    private static String all() {
        return IntStream.range(0, DEVICES)
                .mapToObj("""
                        {"ieee_address":"0x%016x","type":"Router","friendly_name":"device-%1$d","supported":true,
                         "definition":{"model":"LED1","vendor":"IKEA","exposes":EXPOSES}}
                        """::formatted)
                .collect(Collectors.joining(
                        ",",
                        "[{\"ieee_address\":\"0x00124b\",\"type\":\"Coordinator\",\"friendly_name\":\"Coordinator\"},",
                        "]"))
                .replace("EXPOSES", EXPOSES);
    }

    @Override
    VendorDevice named(String id) {
        var number = Integer.parseInt(id.substring("device-".length()));
        return new VendorDevice(account(), Map.of("convention", "zigbee2mqtt", "device", "0x%016x".formatted(number)));
    }

    @Override
    String id(VendorDevice device) {
        return "device-" + Integer.parseInt(device.vendorId("device").substring(2), 16);
    }

    @Override
    public VendorDevice unknownDevice() {
        return new VendorDevice(account(), Map.of("convention", "zigbee2mqtt", "device", "attic"));
    }

    @Override
    public String discoverableAt() {
        return "zigbee2mqtt";
    }

    @Override
    public int devices() {
        return DEVICES;
    }

    @Override
    void born(Lamp lamp) {
        throw new AssertionError("all devices are there from the beginning");
    }

    @Override
    void tell(Lamp lamp) {
        publish(base + "/" + lamp.id, told(state(lamp)), false).join();
    }

    private String state(Lamp lamp) {
        return "{\"state\":\"%s\",\"brightness\":%s,\"temperature\":%s,\"linkquality\":90,\"update\":{\"state\":\"idle\"},\"last_seen\":%d}"
                .formatted(lamp.on ? "ON" : "OFF", lamp.brightness, lamp.temperature, time().toEpochMilli());
    }

    private void asked(String topic, String text) {
        var parts = topic.split("/", -1);
        var lamp = lamps.get(parts[2]);
        if (lamp == null) {
            return;
        }
        if (parts[3].equals("set")) {
            apply(lamp, json(text));
        }
        var _ = publish(base + "/" + lamp.id, told(state(lamp)), false);
    }

    private static void apply(Lamp lamp, JsonNode wanted) {
        if (wanted.has("state")) {
            lamp.on = wanted.get("state").asText().equals("ON");
        }
        if (wanted.has("brightness")) {
            lamp.brightness = wanted.get("brightness").asDouble();
        }
    }

    private static JsonNode json(String text) {
        try {
            return Message.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
