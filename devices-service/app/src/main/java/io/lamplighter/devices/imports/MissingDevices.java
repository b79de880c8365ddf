package io.lamplighter.devices.imports;

import io.lamplighter.devices.connections.Connections;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Marks what the file lacks as missing, a chunk of devices at a time; nothing is deleted. */
final class MissingDevices {
    private static final UUID FIRST = new UUID(0, 0);
    // What was registered since the import began could not be in the file.
    private static final String OF_THE_FILE = "(vendor, account) in (select vendor, account from import_scope)";

    private final ImportLedger ledger;
    private final ImportWish wish;
    private final int most;
    private OffsetDateTime begin;
    private UUID after = FIRST;

    MissingDevices(ImportLedger ledger, ImportWish wish, int most) {
        this.ledger = ledger;
        this.wish = wish;
        this.most = most;
    }

    /** Remembers when the import began, by the clock of the database. */
    Uni<Void> begin() {
        return ledger.connection()
                .query("select clock_timestamp()")
                .execute()
                .invoke(rows -> begin = rows.iterator().next().getOffsetDateTime(0))
                .replaceWithVoid();
    }

    /** The devices that were marked by this step; none when there are no more. */
    Uni<List<Outcome>> next() {
        var isFirst = after.equals(FIRST);
        return (isFirst
                        ? ledger.run("analyze import_seen, import_scope")
                        : Uni.createFrom().voidItem())
                .chain(() ->
                        ledger.connection().preparedQuery(mark(condition())).execute(values()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("id"))
                        .sorted()
                        .map(id -> new Outcome(null, "missing", id, null))
                        .toList())
                .invoke(outcomes -> outcomes.forEach(outcome -> after = later(after, outcome.id())));
    }

    private static String mark(String condition) {
        return Connections.PLANNED_ANEW + """
            with gone as materialized (
                select id from device
                where id > $1 and missing_since is null and created_at < $2 and %s
                    and not exists (select from import_seen where device_id = device.id)
                order by id limit $3 for update)
            update device set missing_since = now(), updated_by = $4
            from gone where device.id = gone.id
            returning device.id""".formatted(condition);
    }

    private String condition() {
        if (wish.vendor() == null) {
            return OF_THE_FILE;
        }
        return wish.account() == null ? "vendor = $5" : "vendor = $5 and account = $6";
    }

    private Tuple values() {
        var values = Tuple.of(after, begin, most, wish.caller());
        if (wish.vendor() != null) {
            values.addString(wish.vendor());
        }
        return wish.account() == null ? values : values.addString(wish.account());
    }

    // As PostgreSQL orders them: by their bytes.
    private static UUID later(UUID one, UUID other) {
        var high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        var order =
                high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
        return order < 0 ? other : one;
    }
}
