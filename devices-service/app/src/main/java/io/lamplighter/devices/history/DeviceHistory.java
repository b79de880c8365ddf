package io.lamplighter.devices.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.HistoryEntryView;
import io.lamplighter.devices.api.HistoryPage;
import io.lamplighter.devices.registry.DeviceRow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Reads back what a device was. Each row tells what a change took away; what it made of it, the next newer one tells. */
@ApplicationScoped
public class DeviceHistory {
    private static final String STATE = "*, null::timestamptz as first_seen, null::timestamptz as last_seen";
    private static final String CHANGES = """
            select change.at as change_at, change.action as change_action, change.by as change_by,
                change.version as change_version, was.*, null::timestamptz as first_seen, null::timestamptz as last_seen
            from device_history as change
                left join lateral jsonb_populate_record(null::device, change.was) as was on change.was is not null
            where change.device_id = $1 and change.at %s $2
            order by change.at %s limit $3""";
    private static final String NOW = "select " + STATE + " from device where id = $1";
    private static final OffsetDateTime END_OF_TIME = OffsetDateTime.of(9999, 12, 31, 0, 0, 0, 0, ZoneOffset.UTC);

    private final Pool database;
    private final ObjectMapper json;

    DeviceHistory(Pool database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** The device as it was at this time; empty when it did not exist then, or that is no longer known. */
    public Uni<Optional<DeviceView>> at(UUID id, Instant time) {
        var moment = OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
        return database.preparedQuery(CHANGES.formatted(">", "asc"))
                .execute(Tuple.of(id, moment, 1))
                .chain(rows -> rows.size() == 0
                        ? now(id)
                        : Uni.createFrom().item(was(rows.iterator().next())))
                .map(state -> state.filter(device -> !device.updatedAt().isAfter(time)));
    }

    /**
     * A page of the changes of a device, newest first; empty when nothing is known of it.
     *
     * @param after the time of the last change of the page before, or null
     */
    Uni<Optional<HistoryPage>> page(UUID id, OffsetDateTime after, int limit) {
        // The last change of the page before comes again: what it took away is what the next one made.
        var most = after == null ? limit + 1 : limit + 2;
        return database.preparedQuery(CHANGES.formatted("<=", "desc"))
                .execute(Tuple.of(id, after == null ? END_OF_TIME : after, most))
                .chain(rows -> newer(id, after, rows).map(state -> page(list(rows), state, after != null, limit)));
    }

    private Uni<Optional<DeviceView>> newer(UUID id, OffsetDateTime after, RowSet<Row> rows) {
        return after == null
                ? now(id)
                : Uni.createFrom().item(was(rows.iterator().next()));
    }

    private Uni<Optional<DeviceView>> now(UUID id) {
        return database.preparedQuery(NOW)
                .execute(Tuple.of(id))
                .map(rows -> list(rows).stream().findFirst().map(DeviceRow::view));
    }

    private Optional<HistoryPage> page(List<Row> rows, Optional<DeviceView> newest, boolean isContinued, int limit) {
        var changes = isContinued ? rows.subList(Math.min(1, rows.size()), rows.size()) : rows;
        var entries = new ArrayList<HistoryEntryView>();
        var made = newest;
        for (var change : changes.subList(0, Math.min(limit, changes.size()))) {
            var was = was(change);
            entries.add(entry(change, was.orElse(null), made.orElse(null)));
            made = was;
        }
        if (changes.size() > limit) {
            return Optional.of(
                    new HistoryPage(entries, HistoryCursor.of(entries.getLast().at())));
        }
        made.filter(DeviceHistory::isFirst).ifPresent(first -> entries.add(created(first)));
        return entries.isEmpty() && newest.isEmpty() && !isContinued
                ? Optional.empty()
                : Optional.of(new HistoryPage(entries, null));
    }

    private HistoryEntryView entry(Row change, DeviceView was, DeviceView made) {
        var action = change.getString("change_action");
        return new HistoryEntryView(
                change.getLong("change_version"),
                change.getOffsetDateTime("change_at").toInstant(),
                change.getString("change_by"),
                action,
                action.equals("delete") ? List.of() : PastDevice.changes(was, made, json));
    }

    private HistoryEntryView created(DeviceView first) {
        return new HistoryEntryView(
                first.version(), first.createdAt(), first.updatedBy(), "create", PastDevice.changes(null, first, json));
    }

    // What was changed before the history was kept, or so long ago that it was removed, did not begin like this.
    private static boolean isFirst(DeviceView device) {
        return device.createdAt().equals(device.updatedAt());
    }

    private static Optional<DeviceView> was(Row change) {
        return change.getUUID("id") == null ? Optional.empty() : Optional.of(DeviceRow.view(change));
    }

    private static List<Row> list(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }
}
