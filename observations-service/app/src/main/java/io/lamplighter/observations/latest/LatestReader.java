package io.lamplighter.observations.latest;

import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.queries.DatabaseReader;
import io.lamplighter.observations.queries.SeriesFilter;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The newest observation of each series, as it is kept when observations are stored. */
@Singleton
class LatestReader {
    private static final String COLUMNS = """
            select s.device_id, s.name, s.kind, s.units, l.valid_at, l.recorded_at, l.value, l.flag, l.text
            from series s join latest l on l.series_id = s.id where\s""";
    static final String OF_DEVICES = COLUMNS + """
            s.device_id = any($1) and not exists (
                select from known_device k where k.id = s.device_id and k.deleted_at is not null)""";
    // The few that are deleted and not yet purged are read once, so that the order of the index is kept.
    private static final String AFTER = COLUMNS + """
            (s.device_id, s.name) > ($1, $2)
            and s.device_id not in (select id from known_device where deleted_at is not null and not purged)""";
    private static final String ATTRIBUTE = "attribute";
    private static final String STATUS = "status";

    private final DatabaseReader database;

    LatestReader(DatabaseReader database) {
        this.database = database;
    }

    /** Of these devices, in no order. */
    Uni<List<ObservationView>> of(UUID... devices) {
        return database.list(OF_DEVICES, Tuple.of(devices), LatestReader::view);
    }

    /** Of all devices, the next after a name, in the order of device and name. */
    Uni<List<ObservationView>> after(LatestCursor cursor, SeriesFilter filter, int limit) {
        var arguments = new ArrayList<Object>(List.of(cursor.deviceId(), cursor.name()));
        var sql = after(filter, limit, arguments);
        return database.list(sql, Tuple.wrap(arguments), LatestReader::view);
    }

    static String after(SeriesFilter filter, int limit, List<Object> arguments) {
        var narrowed = AFTER + filter.narrowing(arguments);
        arguments.add(limit);
        return narrowed + " order by s.device_id, s.name limit $" + arguments.size();
    }

    private static ObservationView view(Row row) {
        var isAttribute = ATTRIBUTE.equals(row.getString(2));
        return new ObservationView(
                row.getUUID(0),
                row.getString(1),
                isAttribute ? ATTRIBUTE : STATUS,
                value(row, isAttribute),
                isAttribute ? row.getString(3) : null,
                row.getOffsetDateTime(4).toInstant(),
                row.getOffsetDateTime(5).toInstant());
    }

    private static Object value(Row row, boolean isAttribute) {
        if (isAttribute) {
            return row.getDouble(6);
        }
        var flag = row.getBoolean(7);
        return flag == null ? row.getString(8) : flag;
    }
}
