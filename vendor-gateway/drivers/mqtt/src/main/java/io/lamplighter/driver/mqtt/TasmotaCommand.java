package io.lamplighter.driver.mqtt;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Setting;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A setting in Tasmota's terms (tasmota.github.io/docs/Commands).
 *
 * @param command the end of the topic
 * @param text what is published there
 */
record TasmotaCommand(String command, String text) {
    private static final Pattern NAME = Pattern.compile(
            "(on|brightness|color_temperature|color|white|fan_speed|target_position|state)(?:_([2-9]|[1-9][0-9]))?");
    private static final Map<String, String> MOVES =
            Map.of("opening", "ShutterOpen", "closing", "ShutterClose", "stopped", "ShutterStop");

    static TasmotaCommand of(Setting setting) {
        var parts = NAME.matcher(setting.name());
        if (!parts.matches()) {
            throw new DriverException.Unsupported(setting.name() + " cannot be set on a Tasmota device");
        }
        var number = Optional.ofNullable(parts.group(2)).orElse("");
        return switch (parts.group(1)) {
            case "on" -> new TasmotaCommand("POWER" + number, Wanted.flag(setting) ? "ON" : "OFF");
            case "brightness" -> amount("Dimmer" + number, setting, 0, 100);
            case "color_temperature" -> amount("CT" + number, setting, 153, 500);
            case "white" -> amount("White" + number, setting, 0, 100);
            case "fan_speed" -> amount("FanSpeed" + number, setting, 0, 3);
            case "target_position" -> amount("ShutterPosition" + (number.isEmpty() ? "1" : number), setting, 0, 100);
            case "color" -> new TasmotaCommand("Color", colour(setting));
            default -> new TasmotaCommand(move(setting) + (number.isEmpty() ? "1" : number), "");
        };
    }

    private static TasmotaCommand amount(String command, Setting setting, double least, double most) {
        var number = Wanted.number(setting, Optional.of(least), Optional.of(most));
        if (number != Math.rint(number)) {
            throw new DriverException.Rejected(setting.name() + " must be a whole number");
        }
        return new TasmotaCommand(command, Wanted.plain(number));
    }

    private static String colour(Setting setting) {
        var colour = Wanted.text(setting);
        if (!colour.matches("#[0-9a-f]{6}")) {
            throw new DriverException.Rejected(setting.name() + " must be a colour, such as #ff8800");
        }
        return colour;
    }

    private static String move(Setting setting) {
        var command = MOVES.get(Wanted.text(setting));
        if (command == null) {
            throw new DriverException.Rejected(setting.name() + " must be opening, closing or stopped");
        }
        return command;
    }
}
