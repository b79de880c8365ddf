package io.lamplighter.simulated;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The methods of a device. */
final class Rpc {
    private Rpc() {}

    /**
     * Calls a method.
     *
     * @throws RpcException when the device refuses
     */
    static JsonObject call(SimulatedDevice device, String method, JsonObject parameters) {
        return switch (method) {
            case "Shelly.GetDeviceInfo" -> device.info();
            case "Shelly.GetStatus" -> device.status();
            case "Shelly.GetConfig" -> device.configuration();
            case "Shelly.ListMethods" -> listMethods(device);
            case "Switch.Set" -> set(device, parameters);
            case "Switch.Toggle" -> toggle(device, parameters);
            case "Light.Set" -> setLight(device, parameters);
            default -> component(device, method, parameters);
        };
    }

    private static JsonObject set(SimulatedDevice device, JsonObject parameters) {
        var load = load(device, "Switch.Set", parameters);
        if (!(parameters.getValue("on") instanceof Boolean on)) {
            throw RpcException.invalidArgument("Missing or bad argument 'on'!");
        }
        return turn(device, load, on, parameters);
    }

    private static JsonObject toggle(SimulatedDevice device, JsonObject parameters) {
        var load = load(device, "Switch.Toggle", parameters);
        return turn(device, load, !load.isOn(), parameters);
    }

    private static JsonObject setLight(SimulatedDevice device, JsonObject parameters) {
        var load = load(device, "Light.Set", parameters);
        switch (parameters.getValue("brightness")) {
            case null -> {}
            case Integer level when level >= 0 && level <= 100 -> load.dim(level);
            default -> throw RpcException.invalidArgument("Bad argument 'brightness'!");
        }
        return switch (parameters.getValue("on")) {
            case null -> turn(device, load, load.isOn(), parameters);
            case Boolean on -> turn(device, load, on, parameters);
            default -> throw RpcException.invalidArgument("Bad argument 'on'!");
        };
    }

    private static JsonObject turn(SimulatedDevice device, Load load, boolean on, JsonObject parameters) {
        device.house().advance();
        device.calls().set(parameters);
        var before = load.isOn();
        load.turn(on);
        device.tellOutput();
        return new JsonObject().put("was_on", before);
    }

    private static Load load(SimulatedDevice device, String method, JsonObject parameters) {
        var isLight = device.model() == Model.DIMMER;
        var load = device.load()
                .filter(any -> isLight == method.startsWith("Light."))
                .orElseThrow(() -> RpcException.noHandler(method));
        if (number(parameters) != 0) {
            throw RpcException.notFound("id", number(parameters));
        }
        return load;
    }

    /** {@code Temperature.GetStatus} with id 0 is {@code temperature:0} of the whole status. */
    private static JsonObject component(SimulatedDevice device, String method, JsonObject parameters) {
        var type = method.substring(0, Math.max(0, method.indexOf('.'))).toLowerCase(Locale.ROOT);
        var whole = whole(device, method);
        if (whole.containsKey(type)) {
            return whole.getJsonObject(type);
        }
        if (whole.fieldNames().stream().noneMatch(key -> key.startsWith(type + ":"))) {
            throw RpcException.noHandler(method);
        }
        var component = whole.getJsonObject(type + ":" + number(parameters));
        if (component == null) {
            throw RpcException.notFound("id", number(parameters));
        }
        return component;
    }

    private static JsonObject whole(SimulatedDevice device, String method) {
        if (method.endsWith(".GetStatus")) {
            return device.status();
        }
        if (method.endsWith(".GetConfig")) {
            return device.configuration();
        }
        throw RpcException.noHandler(method);
    }

    private static int number(JsonObject parameters) {
        return switch (parameters.getValue("id")) {
            case Integer id -> id;
            case null -> throw RpcException.invalidArgument("Missing required argument 'id'!");
            default -> throw RpcException.invalidArgument("Invalid argument 'id'!");
        };
    }

    private static JsonObject listMethods(SimulatedDevice device) {
        var methods = new TreeSet<String>();
        for (var name : new String[] {"GetDeviceInfo", "GetStatus", "GetConfig", "ListMethods"}) {
            methods.add("Shelly." + name);
        }
        for (var key : device.status().fieldNames()) {
            var type = word(key.split(":", -1)[0]);
            methods.add(type + ".GetStatus");
        }
        if (device.load().isPresent()) {
            methods.addAll(
                    device.model() == Model.DIMMER ? List.of("Light.Set") : List.of("Switch.Set", "Switch.Toggle"));
        }
        return new JsonObject().put("methods", new JsonArray(methods.stream().toList()));
    }

    private static String word(String type) {
        return switch (type) {
            case "em", "pm1" -> type.toUpperCase(Locale.ROOT);
            case "emdata" -> "EMData";
            case "devicepower" -> "DevicePower";
            default -> type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1);
        };
    }
}
