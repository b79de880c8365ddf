package io.lamplighter.gateway.feed;

import java.time.Instant;
import java.util.UUID;

/**
 * One change as a client is told it.
 *
 * @param series what an older change may be replaced by a newer one of; null where nothing may be replaced
 * @param at the newer of two of one series is the later by this
 * @param value what was observed; null where nothing was
 * @param json the item as JSON, written once for all who watch
 */
record Change(String action, Series series, Instant at, Object value, String json) {
    /** One name of one device. */
    record Series(UUID deviceId, String name) {}

    static Change of(String action, String json) {
        return new Change(action, null, null, null, json);
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
