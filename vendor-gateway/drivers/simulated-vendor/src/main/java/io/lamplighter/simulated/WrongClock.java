package io.lamplighter.simulated;

import io.vertx.core.json.JsonObject;
import java.util.Set;

/** Makes a device tell its times as it believes them to be. */
final class WrongClock {
    private static final Set<String> TIMES = Set.of("ts", "unixtime", "minute_ts");

    private WrongClock() {}

    /** The same with every time in it moved by so many seconds. */
    static JsonObject shift(JsonObject told, long seconds) {
        return seconds == 0 ? told : moved(told.copy(), seconds);
    }

    private static JsonObject moved(JsonObject told, long seconds) {
        for (var name : Set.copyOf(told.fieldNames())) {
            switch (told.getValue(name)) {
                case JsonObject inner -> told.put(name, moved(inner, seconds));
                case Double time when TIMES.contains(name) -> told.put(name, time + seconds);
                case Number time when TIMES.contains(name) -> told.put(name, time.longValue() + seconds);
                case null, default -> {
                    // Not a time.
                }
            }
        }
        return told;
    }
}
