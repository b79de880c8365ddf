package io.lamplighter.devices.search;

import io.lamplighter.devices.api.DevicePage;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.FoundDevices;
import io.lamplighter.devices.connections.Connections;
import io.lamplighter.devices.registry.DeviceRow;
import io.lamplighter.devices.selectors.Conditions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Finds devices: see docs/adr/0006-search.md. */
@ApplicationScoped
class DeviceFinder {
    private static final String PAGE = Connections.PLANNED_ANEW + "select * from %s where %s order by %s limit %d";
    private static final String COUNT =
            Connections.PLANNED_ANEW + "select count(*) from (select from %s where %s limit %d) as counted";
    private static final String LOOKUP = "select * from " + DeviceRow.TABLES + " where id = any($1)";

    private final Pool database;
    private final SearchConfig config;

    DeviceFinder(Pool database, SearchConfig config) {
        this.database = database;
        this.config = config;
    }

    Uni<DevicePage> page(PageRequest request) {
        return database.preparedQuery(statement(request))
                .execute(request.page().values())
                .map(rows -> page(rows, request))
                .chain(page -> request.all() == null ? Uni.createFrom().item(page) : counted(page, request.all()));
    }

    /** Each once, in the order asked for. */
    Uni<FoundDevices> lookUp(List<UUID> wanted) {
        var ids = new LinkedHashSet<>(wanted);
        return database.preparedQuery(LOOKUP)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(DeviceRow::view)
                        .collect(Collectors.toMap(DeviceView::id, Function.identity())))
                .map(found -> new FoundDevices(
                        ids.stream().filter(found::containsKey).map(found::get).toList(),
                        ids.stream().filter(id -> !found.containsKey(id)).toList()));
    }

    static String statement(PageRequest request) {
        return PAGE.formatted(
                DeviceRow.TABLES, request.page().sql(), request.sort().sql(), request.limit() + 1);
    }

    private static DevicePage page(RowSet<Row> rows, PageRequest request) {
        var all = StreamSupport.stream(rows.spliterator(), false).toList();
        var items = all.subList(0, Math.min(all.size(), request.limit()));
        return new DevicePage(
                items.stream().map(DeviceRow::view).toList(),
                all.size() > items.size() ? cursor(items.getLast(), request) : null);
    }

    private static String cursor(Row last, PageRequest request) {
        return new Cursor(request.query(), last.getUUID("id"), request.sort().value(last)).text();
    }

    private Uni<DevicePage> counted(DevicePage page, Conditions all) {
        var most = config.countLimit();
        return database.preparedQuery(COUNT.formatted(DeviceRow.TABLES, all.sql(), most + 1))
                .execute(all.values())
                .map(rows -> rows.iterator().next().getLong(0))
                .map(count -> new DevicePage(page.items(), page.next(), Math.min(count, most), count <= most));
    }
}
