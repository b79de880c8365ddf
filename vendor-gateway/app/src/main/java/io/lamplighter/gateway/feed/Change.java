package io.lamplighter.gateway.feed;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** One change as clients are told it. It is written as JSON once for all of them, and once for each choice of fields. */
final class Change {
    /**
     * What an older change may be replaced by a newer one of.
     *
     * @param deviceId null where it is of no device
     * @param name null where it is of the device as a whole
     */
    record Series(UUID deviceId, String name) {}

    private final String action;
    private final UUID deviceId;
    private final Series series;
    private final Instant at;
    private final Object value;
    private final String json;
    private volatile Map<Fields, String> chosen = Map.of();

    private Change(String action, UUID deviceId, Series series, Instant at, Object value, String json) {
        this.action = action;
        this.deviceId = deviceId;
        this.series = series;
        this.at = at;
        this.value = value;
        this.json = json;
    }

    /** One that nothing may replace. */
    static Change of(String action, UUID deviceId, String json) {
        return new Change(action, deviceId, null, null, null, json);
    }

    /**
     * One that a newer one of its series may replace.
     *
     * @param at the newer of two of one series is the later by this
     * @param value of two at the same time, the same value says nothing new
     */
    static Change of(Series series, Instant at, Object value, String json) {
        return new Change("update", series.deviceId(), series, at, value, json);
    }

    /** The same as another action. */
    Change as(String other) {
        return new Change(other, deviceId, series, at, value, json);
    }

    String action() {
        return action;
    }

    /** Null where it is of no device. */
    UUID deviceId() {
        return deviceId;
    }

    /** Null where nothing may be replaced. */
    Series series() {
        return series;
    }

    Instant at() {
        return at;
    }

    /** The item. */
    String json() {
        return json;
    }

    /** The chosen fields of the item. */
    String json(Fields fields) {
        if (fields.areAll()) {
            return json;
        }
        var known = chosen.get(fields);
        return known == null ? choose(fields) : known;
    }

    /** Two threads may do it at once; both are right. */
    private String choose(Fields fields) {
        var text = fields.of(json);
        var more = new HashMap<>(chosen);
        more.put(fields, text);
        chosen = more;
        return text;
    }

    /** Whether it says nothing that the other, of the same series, has not said. */
    boolean addsNothingTo(Change other) {
        return at.isBefore(other.at) || (at.equals(other.at) && same(value, other.value));
    }

    private static boolean same(Object one, Object other) {
        return (one instanceof Number number && other instanceof Number another)
                ? number.doubleValue() == another.doubleValue()
                : one.equals(other);
    }
}
