package io.lamplighter.driver.mqtt;

import io.lamplighter.driver.VendorDevice;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Devices that follow the Homie convention. */
final class HomieBackend extends MqttBackend {
    private static final String DESCRIPTION = """
            {"homie":"5.0","version":7,"name":"Lamp","nodes":{
              "light":{"properties":{
                "power":{"datatype":"boolean","settable":true},
                "brightness":{"datatype":"integer","settable":true,"format":"0:100","unit":"%"}}},
              "sensor":{"properties":{"temperature":{"datatype":"float","unit":"°C"}}}}}
            """;
    private final boolean version5;
    private final String base;

    HomieBackend(boolean version5) {
        super(version5);
        this.version5 = version5;
        this.base = site + "-homie" + (version5 ? "/5" : "");
        listen(this::commanded, base + "/+/+/+/set");
    }

    @Override
    VendorDevice named(String id) {
        return new VendorDevice(account(), Map.of("convention", version5 ? "homie5" : "homie4", "device", id));
    }

    @Override
    String id(VendorDevice device) {
        return device.vendorId("device");
    }

    @Override
    public VendorDevice unknownDevice() {
        return named("attic");
    }

    /** Homie tells no times. */
    @Override
    public boolean travel(Duration by) {
        return false;
    }

    @Override
    public String discoverableAt() {
        var _ = device(0);
        var _ = device(1);
        return version5 ? "homie5" : "homie4";
    }

    @Override
    void born(Lamp lamp) {
        var retained = new LinkedHashMap<String, String>(version5 ? Map.of("$description", DESCRIPTION) : attributes());
        retained.put("$state", "ready");
        var published = retained.entrySet().stream()
                .map(each -> publish(base + "/" + lamp.id + "/" + each.getKey(), each.getValue(), true))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(published).join();
        tell(lamp);
    }

    private static Map<String, String> attributes() {
        return Map.ofEntries(
                Map.entry("$name", "Lamp"),
                Map.entry("$nodes", "light,sensor"),
                Map.entry("light/$properties", "power,brightness"),
                Map.entry("light/power/$datatype", "boolean"),
                Map.entry("light/power/$settable", "true"),
                Map.entry("light/brightness/$datatype", "integer"),
                Map.entry("light/brightness/$settable", "true"),
                Map.entry("light/brightness/$format", "0:100"),
                Map.entry("light/brightness/$unit", "%"),
                Map.entry("sensor/$properties", "temperature"),
                Map.entry("sensor/temperature/$datatype", "float"),
                Map.entry("sensor/temperature/$unit", "°C"));
    }

    @Override
    void tell(Lamp lamp) {
        told(lamp).join();
    }

    private CompletableFuture<?> told(Lamp lamp) {
        var topic = base + "/" + lamp.id + "/";
        return CompletableFuture.allOf(
                publish(topic + "light/power", String.valueOf(lamp.on), true),
                publish(topic + "light/brightness", Wanted.plain(lamp.brightness), true),
                publish(topic + "sensor/temperature", isRude() ? told("") : String.valueOf(lamp.temperature), true));
    }

    private void commanded(String topic, String text) {
        var path = topic.substring(base.length() + 1).split("/", -1);
        var lamp = lamp(path[0]);
        switch (path[2]) {
            case "power" -> lamp.on = text.equals("true");
            case "brightness" -> lamp.brightness = Double.parseDouble(text);
            default -> throw new AssertionError(topic);
        }
        var _ = told(lamp);
    }
}
