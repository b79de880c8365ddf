package io.lamplighter.observations.series;

import io.vertx.mutiny.sqlclient.Row;
import java.util.UUID;

/**
 * One attribute or status of one device over time.
 *
 * @param units empty for a status
 */
public record Series(int id, UUID deviceId, String name, Kind kind, String units) {

    /** Of a row with the columns of the table. */
    public static Series of(Row row) {
        return new Series(
                row.getInteger("id"),
                row.getUUID("device_id"),
                row.getString("name"),
                Kind.of(row.getString("kind")).orElseThrow(),
                row.getString("units"));
    }

    boolean has(Shape shape) {
        return kind == shape.kind() && units.equals(shape.units());
    }
}
