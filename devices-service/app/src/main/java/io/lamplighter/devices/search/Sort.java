package io.lamplighter.devices.search;

import io.lamplighter.devices.selectors.Conditions;
import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An order of devices: by one property, then by id, so that no two are equal and a page can begin after any device.
 *
 * @param isDescending whether the largest comes first
 */
record Sort(Key key, boolean isDescending) {
    /** What can be sorted by; each has an index. */
    enum Key {
        ID("id", "id", "id"),
        NAME("name", "name", "id"),
        TYPE("type", "type", "id"),
        CREATED_AT("createdAt", "created_at", "id"),
        UPDATED_AT("updatedAt", "updated_at", "id"),
        // A device that was never seen has no place in this order.
        LAST_SEEN("lastSeen", "last_seen", "device_id");

        final String property;
        final String column;
        final String id;

        Key(String property, String column, String id) {
            this.property = property;
            this.column = column;
            this.id = id;
        }

        boolean isTime() {
            return this == CREATED_AT || this == UPDATED_AT || this == LAST_SEEN;
        }
    }

    /** The order that is asked for, with a minus before it for the other way round; by id when nothing is said. */
    static Sort of(String wanted, Conditions conditions) {
        if (!conditions.isGiven("sort", wanted)) {
            return new Sort(Key.ID, false);
        }
        var isDescending = wanted.startsWith("-");
        var property = isDescending ? wanted.substring(1) : wanted;
        var key = Arrays.stream(Key.values())
                .filter(known -> known.property.equals(property))
                .findFirst();
        if (key.isEmpty()) {
            conditions.refuse(
                    "sort",
                    Arrays.stream(Key.values())
                            .map(known -> known.property)
                            .collect(Collectors.joining(
                                    ", ", "must be one of ", "; with - before it the other way round")));
        }
        return new Sort(key.orElse(Key.ID), isDescending);
    }

    String sql() {
        var direction = isDescending ? " desc" : "";
        return key == Key.ID ? "id" + direction : key.column + direction + ", " + key.id + direction;
    }

    /** Only what comes after the place of the cursor; everything when it is null. */
    void startAfter(Cursor cursor, Conditions conditions) {
        if (key == Key.LAST_SEEN) {
            conditions.add("last_seen is not null");
        }
        if (cursor == null) {
            return;
        }
        var comparison = isDescending ? " < " : " > ";
        if (key == Key.ID) {
            conditions.add("id" + comparison + conditions.bind(cursor.id()));
            return;
        }
        Object value = key.isTime() ? OffsetDateTime.parse(cursor.value()) : cursor.value();
        conditions.add("(%s, %s)%s(%s, %s)"
                .formatted(key.column, key.id, comparison, conditions.bind(value), conditions.bind(cursor.id())));
    }

    /** The value of the last device of a page that the next one goes on from. */
    String value(Row row) {
        if (key == Key.ID) {
            return "";
        }
        return key.isTime() ? row.get(OffsetDateTime.class, key.column).toString() : row.getString(key.column);
    }
}
