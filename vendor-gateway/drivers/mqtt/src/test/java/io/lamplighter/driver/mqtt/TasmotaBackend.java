package io.lamplighter.driver.mqtt;

import io.lamplighter.driver.VendorDevice;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Devices with Tasmota. */
final class TasmotaBackend extends MqttBackend {
    private static final int ANNOUNCED = 25;

    TasmotaBackend(boolean five) {
        super(five);
        listen(this::commanded, site + "/cmnd/+/+");
        for (var number = 0; number < ANNOUNCED; number++) {
            var announced = lamp("device-" + number);
            publish("tasmota/discovery/%012X/config".formatted(number), config(announced), true)
                    .join();
            publish(
                            "tasmota/discovery/%012X/sensors".formatted(number),
                            "{\"sn\":{\"Time\":\"2026-11-28T09:45:56\",\"DS18B20\":{\"Temperature\":21.5},\"TempUnit\":\"C\"},\"ver\":1}",
                            true)
                    .join();
        }
    }

    private String config(Lamp lamp) {
        return """
                {"ip":"192.0.2.9","dn":"Lamp %s","fn":["Lamp",null],"hn":"lamp","mac":"000000000000","md":"Generic","ty":0,"if":0,
                 "ofln":"Offline","onln":"Online","state":["OFF","ON","TOGGLE","HOLD"],"sw":"14.2.0","t":"%1$s",
                 "ft":"%s/%%prefix%%/%%topic%%/","tp":["cmnd","stat","tele"],"rl":[2,0],"ver":1}
                """.formatted(lamp.id, site);
    }

    @Override
    VendorDevice named(String id) {
        return new VendorDevice(account(), Map.of("convention", "tasmota", "device", id));
    }

    @Override
    String id(VendorDevice device) {
        return device.vendorId("device");
    }

    @Override
    public VendorDevice unknownDevice() {
        return named("attic");
    }

    @Override
    public String discoverableAt() {
        return "tasmota";
    }

    @Override
    public int devices() {
        return 2000;
    }

    @Override
    void born(Lamp lamp) {
        publish(site + "/tele/" + lamp.id + "/LWT", "Online", true).join();
    }

    @Override
    void tell(Lamp lamp) {
        publish(site + "/stat/" + lamp.id + "/RESULT", told("{\"POWER\":\"%s\"}".formatted(on(lamp))), false)
                .join();
        publish(site + "/stat/" + lamp.id + "/POWER", on(lamp), false).join();
    }

    private static String on(Lamp lamp) {
        return lamp.on ? "ON" : "OFF";
    }

    private void commanded(String topic, String text) {
        var parts = topic.split("/", -1);
        var lamp = lamps.get(parts[2]);
        if (lamp == null) {
            return;
        }
        var answers = site + "/stat/" + lamp.id + "/";
        switch (parts[3]) {
            case "STATUS" -> {
                var _ = publish(answers + "STATUS" + text, told(status(lamp, text)), false);
            }
            case "POWER" -> {
                lamp.on = text.equals("ON");
                var _ = publish(answers + "RESULT", told("{\"POWER\":\"%s\"}".formatted(on(lamp))), false);
                var _ = publish(answers + "POWER", told(on(lamp)), false);
            }
            case "Dimmer" -> {
                lamp.brightness = Double.parseDouble(text);
                var _ = publish(
                        answers + "RESULT", told("{\"POWER\":\"%s\",\"Dimmer\":%s}".formatted(on(lamp), text)), false);
            }
            default -> {
                var _ = publish(
                        answers + "RESULT", "{\"Command\":\"Unknown\",\"Input\":\"%s\"}".formatted(text), false);
            }
        }
    }

    private String status(Lamp lamp, String which) {
        var time = LocalDateTime.ofInstant(time(), ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        return which.equals("10")
                ? "{\"StatusSNS\":{\"Time\":\"%s\",\"DS18B20\":{\"Id\":\"000\",\"Temperature\":%s},\"TempUnit\":\"C\"}}"
                        .formatted(time, lamp.temperature)
                : "{\"StatusSTS\":{\"Time\":\"%s\",\"Uptime\":\"0T00:10:21\",\"POWER\":\"%s\",\"Dimmer\":%s,\"Wifi\":{\"RSSI\":100}}}"
                        .formatted(time, on(lamp), lamp.brightness);
    }
}
