package io.lamplighter.driver.mqtt;

import static io.lamplighter.driver.mqtt.Messages.NOW;
import static io.lamplighter.driver.mqtt.Messages.live;
import static io.lamplighter.driver.mqtt.Messages.retained;
import static io.lamplighter.driver.mqtt.RecordedPayloadsTest.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Setting;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of single messages, and of settings. */
class TranslationTest {
    private static final Optional<ZoneId> ROME = Optional.of(ZoneId.of("Europe/Rome"));

    @ParameterizedTest
    @CsvSource({
        "2026-11-28T09:59:58Z, 2026-11-28T09:59:58Z",
        "2026-11-28T10:59:58+01:00, 2026-11-28T09:59:58Z",
        "2026-11-27T08:00:00Z, 2026-11-27T08:00:00Z",
        "2026-11-28T10:00:05Z, 2026-11-28T10:00:00Z",
        "1970-01-01T00:00:09Z, 2026-11-28T10:00:00Z",
        "2026-11-28T10:59:58, 2026-11-28T10:00:00Z",
        "soon, 2026-11-28T10:00:00Z",
    })
    void theTimeOfZigbee2mqttIsTakenWhereItIsSound(String lastSeen, Instant validAt) {
        var message = live("z/lamp", "{\"state\":\"ON\",\"last_seen\":\"%s\"}".formatted(lastSeen));

        assertThat(Zigbee2mqtt.translate(WellKnown.DEFINITION, message).complete())
                .extracting(Observation::validAt)
                .containsExactly(validAt);
    }

    @Test
    void theTimeOfZigbee2mqttMayBeInMilliseconds() {
        var message = live("z/lamp", "{\"state\":\"ON\",\"last_seen\":%d}".formatted(NOW.toEpochMilli() - 1500));

        assertThat(Zigbee2mqtt.translate(WellKnown.DEFINITION, message).complete())
                .extracting(Observation::validAt)
                .containsExactly(NOW.minusMillis(1500));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-28T10:59:58, Europe/Rome, 2026-11-28T09:59:58Z",
        "2026-11-28T10:59:58+01:00, , 2026-11-28T09:59:58Z",
        "2026-11-28T10:59:58, , 2026-11-28T10:00:00Z",
        "2026-11-28T12:59:58, Europe/Rome, 2026-11-28T10:00:00Z",
        "2026-11-28T07:59:58, Europe/Rome, 2026-11-28T10:00:00Z",
        "1970-01-01T00:00:09, Europe/Rome, 2026-11-28T10:00:00Z",
    })
    void theTimeOfTasmotaIsTakenWhereTheZoneIsKnownAndTheClockIsRight(String time, String zone, Instant validAt) {
        var message = live("tele/x/STATE", "{\"Time\":\"%s\",\"POWER\":\"ON\"}".formatted(time));

        assertThat(TasmotaTranslator.translate(
                                message, Optional.ofNullable(zone).map(ZoneId::of))
                        .complete())
                .extracting(Observation::validAt)
                .containsExactly(validAt);
    }

    @Test
    void whatIsRetainedMayBeOldAndIsElseOfWhenItWasFirstHeard() {
        var old = retained("tele/x/STATE", "{\"Time\":\"2026-11-20T10:00:00\",\"POWER\":\"ON\"}");
        var timeless = retained("stat/x/RESULT", "{\"POWER\":\"ON\"}");

        assertThat(TasmotaTranslator.translate(old, ROME).complete().getFirst().validAt())
                .isEqualTo("2026-11-20T09:00:00Z");
        assertThat(TasmotaTranslator.translate(timeless, ROME)
                        .complete()
                        .getFirst()
                        .validAt())
                .isEqualTo(NOW.minusSeconds(3600));
    }

    @Test
    void readsMetersOfSeveralPhasesAndUnitsThatTheDeviceTells() {
        var message = live("tele/x/SENSOR", """
                {"Time":"2026-11-28T10:00:00","ENERGY":{"TotalStartTime":"2026-01-01T00:00:00","Total":[1.5,2.5],"Power":[10,20],
                 "Frequency":50,"Factor":0.9},"BME280":{"Temperature":70.1,"Pressure":29.9},"SHT3X":{"Temperature":71.0},
                 "COUNTER":{"C1":5,"C2":6},"Switch1":"ON","ESP32":{"Temperature":118},"TempUnit":"F","PressureUnit":"inHg"}
                """);

        assertThat(shown(TasmotaTranslator.translate(message, Optional.empty()).complete()))
                .containsExactly(
                        entry("energy_a", "1.5 kW.h"),
                        entry("energy_b", "2.5 kW.h"),
                        entry("power_a", "10.0 W"),
                        entry("power_b", "20.0 W"),
                        entry("frequency", "50.0 Hz"),
                        entry("power_factor", "0.9 1"),
                        entry("temperature", "70.1 [degF]"),
                        entry("pressure", "29.9 [in_i'Hg]"),
                        entry("sht3x_temperature", "71.0 [degF]"),
                        entry("input_count", "5.0 1"),
                        entry("input_count_2", "6.0 1"),
                        entry("input", "true"),
                        entry("device_temperature", "118.0 [degF]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "7",
                "null",
                "{\"POWER\":\"ON\"} {}",
                "{\"POWER\":\"SIDEWAYS\"}",
                "{\"POWER\":{}}",
                "{\"Dimmer\":\"bright\"}",
                "{\"Dimmer\":NaN}",
                "{\"Dimmer\":1e999}",
                "{\"Shutter1\":7}",
                "{\"Time\":\"2026-11-28T10:00:00\",\"DS18B20\":{\"Temperature\":\"warm\"}}",
                Message.TOO_LONG
            })
    void rubbishOfTasmotaIsAProtocolViolation(String text) {
        assertThatThrownBy(() -> TasmotaTranslator.translate(live("stat/x/RESULT", text), Optional.empty())
                        .complete())
                .isInstanceOf(DriverException.ProtocolViolation.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"state\":\"SIDEWAYS\"}",
                "{\"state\":7}",
                "{\"temperature\":\"21\"}",
                "{\"temperature\":{}}",
                "{\"temperature\":[1]}",
                "{\"temperature\":1e999}",
                "{\"occupancy\":\"perhaps\"}",
                "{\"action\":{}}",
                "[{\"state\":\"ON\"}]",
                "{\"state\":\"ON\""
            })
    void rubbishOfZigbee2mqttIsAProtocolViolation(String text) {
        assertThatThrownBy(() -> Zigbee2mqtt.translate(WellKnown.DEFINITION, live("z/lamp", text))
                        .complete())
                .isInstanceOf(DriverException.ProtocolViolation.class);
    }

    @Test
    void whatIsNullUnknownOrAnEventThatEndsIsPassedOver() {
        var message = live(
                "z/lamp",
                "{\"temperature\":null,\"action\":\"\",\"update\":{\"state\":\"idle\"},\"contact\":true,\"new\":[1]}");

        assertThat(shown(Zigbee2mqtt.translate(WellKnown.DEFINITION, message).complete()))
                .containsExactly(entry("open", "false"));
    }

    /** As zigbee2mqtt tells where a light begins after a loss of power. */
    @Test
    void aPresetInWordsIsNoNumberAndSpoilsNothing() throws JsonProcessingException {
        var definition = Definition.of(Message.JSON.readTree("""
                [{"type":"light","features":[{"type":"numeric","name":"brightness","property":"brightness","access":7},
                   {"type":"composite","name":"level_config","property":"level_config","features":[
                     {"type":"numeric","name":"current_level_startup","property":"current_level_startup","access":7,
                      "presets":[{"name":"minimum","value":"minimum"},{"name":"before","value":"previous"}]}]}]}]
                """));

        assertThat(shown(translated(definition, "previous"))).containsExactly(entry("brightness", "9.0 1"));
        assertThat(shown(translated(definition, "before"))).containsExactly(entry("brightness", "9.0 1"));
        assertThatThrownBy(() -> translated(definition, "dim")).isInstanceOf(DriverException.ProtocolViolation.class);
    }

    private static List<Observation> translated(Definition definition, String startup) {
        var text = "{\"brightness\":9,\"level_config\":{\"current_level_startup\":\"%s\"}}".formatted(startup);
        return Zigbee2mqtt.translate(definition, live("z/lamp", text)).complete();
    }

    @Test
    void saysWhatIsPublishedToSetAZigbeeDevice() throws JsonProcessingException {
        var definition = Definition.of(Message.JSON.readTree("""
                [{"type":"light","features":[{"type":"binary","name":"state","property":"state_l1","access":7,"value_on":"ON","value_off":"OFF"},
                   {"type":"composite","name":"color_hs","property":"color","features":[
                     {"type":"numeric","name":"hue","property":"hue","access":7,"value_min":0,"value_max":360}]}]},
                 {"type":"lock","features":[{"type":"binary","name":"state","property":"state","access":7,"value_on":"LOCK","value_off":"UNLOCK"}]},
                 {"type":"enum","name":"effect","property":"effect","access":2,"values":["blink","breathe"]},
                 {"type":"numeric","name":"voltage","property":"voltage","access":1,"unit":"mV"}]
                """));

        assertThat(message(definition, "on_l1", true)).isEqualTo("{\"state_l1\":\"ON\"}");
        assertThat(message(definition, "locked", false)).isEqualTo("{\"state\":\"UNLOCK\"}");
        assertThat(message(definition, "color_hue", 120.0)).isEqualTo("{\"color\":{\"hue\":120}}");
        assertThat(message(definition, "effect", "blink")).isEqualTo("{\"effect\":\"blink\"}");
        assertThat(definition.feature("battery_voltage")).isPresent();
        assertThatThrownBy(() -> message(definition, "effect", "explode"))
                .isInstanceOf(DriverException.Rejected.class)
                .hasMessageContaining("[blink, breathe]");
        assertThatThrownBy(() -> message(definition, "color_hue", 361))
                .isInstanceOf(DriverException.Rejected.class)
                .hasMessage("color_hue must be a number from 0 to 360");
    }

    private static String message(Definition definition, String name, Object value) {
        return definition
                .feature(name)
                .orElseThrow()
                .message(new Setting(name, value))
                .toString();
    }

    @ParameterizedTest
    @CsvSource({
        "on, true, POWER, ON",
        "on_2, false, POWER2, OFF",
        "brightness, 40, Dimmer, 40",
        "color_temperature, 300, CT, 300",
        "target_position, 55, ShutterPosition1, 55",
        "state_2, stopped, ShutterStop2, ''",
        "color, #ff8800, Color, #ff8800",
        "fan_speed, 2, FanSpeed, 2",
    })
    void saysWhichCommandOfTasmotaSetsWhat(String name, String value, String command, String text) {
        Object typed = value.matches("true|false")
                ? Boolean.valueOf(value)
                : value.matches("[0-9]+") ? (Object) Double.valueOf(value) : value;

        assertThat(TasmotaCommand.of(new Setting(name, typed))).isEqualTo(new TasmotaCommand(command, text));
    }

    @ParameterizedTest
    @CsvSource({
        "brightness, 101",
        "brightness, 7.5",
        "color_temperature, 5000",
        "color, red",
        "state, sideways",
        "on, 1"
    })
    void refusesValuesThatTasmotaCannotHave(String name, String value) {
        Object typed = value.matches("[0-9.]+") ? (Object) Double.valueOf(value) : value;

        assertThatThrownBy(() -> TasmotaCommand.of(new Setting(name, typed)))
                .isInstanceOf(DriverException.Rejected.class);
    }

    @ParameterizedTest
    @CsvSource({
        "integer, '', 42, 42.0 1",
        "float, '', -2.5e1, -25.0 1",
        "boolean, '', true, true",
        "enum, 'low,high', low, low",
        "color, rgb, '255,136,0', #ff8800",
        "color, 'rgb,hsv', 'rgb,255,136,0', #ff8800",
        "color, 'hsv,rgb', 'rgb,255,136,0', #ff8800",
        "color, 'hsv,rgb', 'hsv,300,50,75', 'hsv,300,50,75'",
        "color, hsv, '300,50,75', '300,50,75'",
        "datetime, '', 2026-11-28T10:00:00Z, 2026-11-28T10:00:00Z",
        "duration, '', PT5M, PT5M",
    })
    void readsPayloadsOfHomie(String datatype, String format, String payload, String expected) {
        var property = property(datatype, format);

        assertThat(shown(Homie.translate(property, live("h", payload), NOW).complete()))
                .containsExactly(entry("it", expected));
    }

    @ParameterizedTest
    @CsvSource({
        "integer, 4.5",
        "integer, four",
        "float, NaN",
        "float, Infinity",
        "float, 1e999",
        "boolean, TRUE",
        "boolean, 1"
    })
    void rubbishOfHomieIsAProtocolViolation(String datatype, String payload) {
        assertThatThrownBy(() -> Homie.translate(property(datatype, ""), live("h", payload), NOW)
                        .complete())
                .isInstanceOf(DriverException.ProtocolViolation.class);
    }

    @Test
    void propertiesOfUnknownKindsArePassedOver() {
        assertThat(Homie.translate(property("hologram", ""), live("h", "x"), NOW)
                        .complete())
                .isEmpty();
    }

    @Test
    void saysWhatIsPublishedToSetAHomieProperty() {
        assertThat(property("boolean", "").payload(new Setting("it", true), true))
                .isEqualTo("true");
        assertThat(property("integer", "0:100").payload(new Setting("it", 40.0), true))
                .isEqualTo("40");
        assertThat(property("color", "rgb").payload(new Setting("it", "#ff8800"), true))
                .isEqualTo("rgb,255,136,0");
        assertThat(property("color", "rgb").payload(new Setting("it", "#ff8800"), false))
                .isEqualTo("255,136,0");
        assertThat(property("string", "").payload(new Setting("it", ""), true)).isEqualTo("\0");
        for (var wrong : List.of(
                Map.entry("integer", (Object) 101.0),
                Map.entry("integer", (Object) 4.5),
                Map.entry("boolean", (Object) "true"),
                Map.entry("float", (Object) Double.NaN),
                Map.entry("string", (Object) 7))) {
            assertThatThrownBy(
                            () -> property(wrong.getKey(), "0:100").payload(new Setting("it", wrong.getValue()), true))
                    .isInstanceOf(DriverException.Rejected.class);
        }
    }

    @Test
    void nodesStandBeforePropertiesOfOneName() throws JsonProcessingException {
        var model = new HomieModel(true);
        model.take("$description", live("homie/5/x/$description", """
                {"nodes":{"left-lamp":{"properties":{"power":{"datatype":"boolean"},"level":{"datatype":"float","unit":"MK⁻¹"}}},
                          "right-lamp":{"properties":{"power":{"datatype":"boolean"}}}}}
                """));

        assertThat(model.properties().orElseThrow().values())
                .extracting(HomieProperty::name)
                .containsExactly("left_lamp_power", "level", "right_lamp_power");
    }

    private static HomieProperty property(String datatype, String format) {
        return new HomieProperty("node/it", "it", datatype, format, "", true, true);
    }

    /** Words and signs among what zigbee-herdsman-converters 26.112.0 has as units. */
    @ParameterizedTest
    @CsvSource({
        "°C, Cel",
        "℃, Cel",
        "ºC, Cel",
        "℉, [degF]",
        "µS/cm, uS/cm",
        "μS/cm, uS/cm",
        "lux, lx",
        "dBA, dB",
        "kVA, kV.A",
        "kVArh, kV.A.h",
        "m3, m3",
        "liter, L",
        "Hours, h",
        "min., min",
        "‰, [ppth]",
        "lqi, 1",
        "raw unit, 1"
    })
    void symbolsAndWordsOfUnitsAreKnown(String symbol, String code) {
        assertThat(Units.of(symbol)).isEqualTo(code);
    }

    @Test
    void topicsAreMatchedAsTheProtocolSays() {
        assertThat(Ears.matches("a/+/c", "a/b/c")).isTrue();
        assertThat(Ears.matches("a/#", "a")).isTrue();
        assertThat(Ears.matches("a/+", "a/b/c")).isFalse();
        assertThat(Ears.matches("a/+/c", "a/b")).isFalse();
    }
}
