package io.lamplighter.devices.groups;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.devices.api.DefineGroup;
import io.lamplighter.devices.api.GroupView;
import io.lamplighter.devices.api.Selector;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Reads and writes groups, through whichever connection or transaction it is given. */
@ApplicationScoped
class GroupRepository {
    private static final String GET = "select * from device_group where id = $1";
    private static final String HOLD = GET + " for update";
    private static final String NAMED = "select * from device_group where name = $1";
    private static final String LIST = "select * from device_group where name > $1 order by name limit $2";
    private static final String INSERT = """
            insert into device_group (id, name, description, selector, updated_by)
            values ($1, $2, $3, $4, $5) returning *""";
    private static final String UPDATE = """
            update device_group
            set name = $2, description = $3, selector = $4, updated_by = $5, version = version + 1,
                updated_at = greatest(clock_timestamp(), updated_at + interval '1 microsecond')
            where id = $1 returning *""";
    private static final String DELETE = "delete from device_group where id = $1";

    private final ObjectMapper json;

    GroupRepository(ObjectMapper json) {
        this.json = json;
    }

    Uni<GroupView> get(SqlClient client, UUID id) {
        return client.preparedQuery(GET).execute(Tuple.of(id)).map(rows -> one(rows, id));
    }

    /** The group, and nobody else changes it until the transaction ends. */
    Uni<GroupView> hold(SqlClient transaction, UUID id) {
        return transaction.preparedQuery(HOLD).execute(Tuple.of(id)).map(rows -> one(rows, id));
    }

    /** None or one. */
    Uni<List<GroupView>> named(SqlClient client, String name) {
        return client.preparedQuery(NAMED).execute(Tuple.of(name)).map(this::views);
    }

    Uni<List<GroupView>> list(SqlClient client, String afterName, int limit) {
        return client.preparedQuery(LIST).execute(Tuple.of(afterName, limit)).map(this::views);
    }

    Uni<GroupView> insert(SqlClient client, UUID id, DefineGroup wanted, String caller) {
        return client.preparedQuery(INSERT).execute(values(id, wanted, caller)).map(rows -> one(rows, id));
    }

    Uni<GroupView> update(SqlClient client, UUID id, DefineGroup wanted, String caller) {
        return client.preparedQuery(UPDATE).execute(values(id, wanted, caller)).map(rows -> one(rows, id));
    }

    Uni<Void> delete(SqlClient client, UUID id) {
        return client.preparedQuery(DELETE).execute(Tuple.of(id)).replaceWithVoid();
    }

    private Tuple values(UUID id, DefineGroup wanted, String caller) {
        return Tuple.of(id, wanted.name(), wanted.description(), selector(wanted.selector()), caller);
    }

    private GroupView one(RowSet<Row> rows, UUID id) {
        var row = rows.iterator();
        if (!row.hasNext()) {
            throw new GroupNotFoundException(id);
        }
        return view(row.next());
    }

    private List<GroupView> views(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(this::view).toList();
    }

    private GroupView view(Row row) {
        return new GroupView(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("description"),
                selector(row.getJsonObject("selector")),
                row.get(OffsetDateTime.class, "created_at").toInstant(),
                row.get(OffsetDateTime.class, "updated_at").toInstant(),
                row.getLong("version"),
                row.getString("updated_by"));
    }

    private JsonObject selector(Selector selector) {
        try {
            return new JsonObject(json.writeValueAsString(selector));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Selector selector(JsonObject stored) {
        try {
            return json.readValue(stored.encode(), Selector.class);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
