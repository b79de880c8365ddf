package io.lamplighter.devices.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.local.LocalStackResource;
import io.quarkus.logging.Log;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every search has an index, in a registry of a size that matters: as many devices as the system property
 * {@code lamplighter.test.devices} says. They were there before the release that searches, so that its migration is
 * tried on them, too.
 */
@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, initArgs = @ResourceArg(name = "database", value = "devices"))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchPlanTest {
    private static final int DEVICES = Integer.getInteger("lamplighter.test.devices", 200_000);
    // What a first page may cost at most in pages of 8 KB, read or found in memory.
    private static final int MOST_BLOCKS = 25_000;
    private static final UUID PARENT = UUID.fromString("01990000-0000-7000-8000-000000000000");

    private static final String FILL = """
            insert into device (id, name, type, vendor, account, vendor_ids, location_name, latitude, longitude, labels,
                enabled, metadata, parent_id, missing_since, created_at, updated_at, announced_version)
            select ('01990000-' || lpad(to_hex(n / 4096), 4, '0') || '-7' || lpad(to_hex(n %% 4096), 3, '0') || '-8000-000000000000')::uuid,
                (array['Lamp', 'Plug', 'Meter', 'Heater', 'Thermometer', 'Blind', 'Camera', 'Lock'])[h %% 8 + 1]
                    || ' ' || n || ' of house ' || n / 20,
                'type-' || h / 8 %% 40,
                case when n %% 1000 = 7 then 'wot' when n %% 3 = 0 then 'hue' else 'shelly' end,
                'account-' || n %% 50,
                jsonb_build_object('mac', md5(n::text), 'address', '10.0.' || n %% 250 || '.' || n / 250 %% 250),
                'Room ' || h / 320 %% 500,
                36 + (n * 7919 %% 100000) / 10000.0,
                7 + (n * 104729 %% 110000) / 10000.0,
                jsonb_build_object('room', 'room-' || h / 11 %% 100, 'floor', (h / 1100 %% 10)::text, 'site', 'site-' || n / 500)
                    || case when h / 13 %% 500 = 0 then '{"retired": "yes"}' else '{}' end::jsonb,
                n %% 100 <> 0,
                jsonb_build_object('batch', n / 100),
                case when n > 0 and n <= 30 then '01990000-0000-7000-8000-000000000000'::uuid end,
                case when n %% 1000 = 1 then now() end,
                timestamptz '2026-01-01Z' + n * interval '1 second',
                timestamptz '2026-03-01Z' + (n * 7919 %% %1$d) * interval '1 second',
                1
            from (select n, hashint8(n) & 2147483647 as h from generate_series(0::bigint, %1$d - 1) as n) as numbered""".formatted(DEVICES);

    @Inject
    Pool database;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String address;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    private SqlConnection connection;

    static Stream<DeviceQuery> searches() {
        return Stream.of(
                        "vendor=wot",
                        "vendor=shelly",
                        "vendor=shelly account=account-7",
                        "account=account-7",
                        "type=type-3",
                        "type=type-3 sort=-name",
                        "location=Room_7",
                        "enabled=false",
                        "label=room:room-7",
                        "label=room:room-7 sort=name",
                        "label=room:room-7 sort=-updatedAt",
                        "label=site:site-77",
                        "label=site:nowhere",
                        "labels=room_in_(room-1,room-2),!retired,floor_notin_(3)",
                        "labels=retired",
                        "labels=retired,room=room-0 sort=name",
                        "labels=site=site-5 type=type-5 vendor=shelly",
                        "vendorId=mac:c4ca4238a0b923820dcc509a6f75849b",
                        "vendorId=c4ca4238a0b923820dcc509a6f75849b",
                        "metadata={\"batch\":77}",
                        "q=house_4711",
                        "q=thermomter_1234",
                        "q=c4ca4238a0",
                        "q=la",
                        "q=nothingislikethat",
                        "parent=" + PARENT,
                        "parent=none",
                        "missing=true",
                        "missing=false",
                        "near=41.9,12.5 within=5km",
                        "near=41.9,12.5 within=5km type=type-3",
                        "createdFrom=2026-01-01T10:00:00Z createdTo=2026-01-01T11:00:00Z",
                        "updatedFrom=2026-03-01T10:00:00Z updatedTo=2026-03-01T11:00:00Z",
                        "seenFrom=2026-02-01T10:00:00Z seenTo=2026-02-01T10:30:00Z",
                        "seenTo=2026-02-01T01:00:00Z",
                        "sort=name",
                        "sort=-name",
                        "sort=type",
                        "sort=createdAt",
                        "sort=-updatedAt",
                        "sort=-lastSeen",
                        "sort=-id")
                .map(SearchPlanTest::query);
    }

    @BeforeAll
    void fill() {
        migrate("2");
        connection = database.getConnection().await().indefinitely();
        run("set statement_timeout = 0");
        run("set search_path = plans, public");
        run("set maintenance_work_mem = '256MB'");
        run(
                "drop index device_labels, device_vendor_ids, device_vendor_id_values, device_vendor_account, device_type, device_location_name");
        run("alter table device disable trigger user");
        run(FILL);
        run("alter table device enable trigger user");
        run("create index device_vendor_id_values on device using gin (vendor_id_values(vendor_ids))");
        run("""
                insert into device_sighting
                select id, created_at, timestamptz '2026-02-01Z' + row_number() over () * interval '1 second' from device
                where type <> 'type-0'""");
        migrate("3");
        run("vacuum analyze device");
        run("vacuum analyze device_sighting");
    }

    @AfterAll
    void empty() {
        run("drop schema plans cascade");
        run("reset all");
        connection.closeAndAwait();
    }

    @ParameterizedTest
    @MethodSource("searches")
    void everySearchHasAnIndex(DeviceQuery query) {
        var first = PageRequest.of(query, null);
        var plan = plan(DeviceFinder.statement(first), first.page().values());

        assertThat(scans(plan)).doesNotContain("Seq Scan on device");
        assertThat(blocks(plan)).isLessThan(MOST_BLOCKS);
    }

    @ParameterizedTest
    @MethodSource("searches")
    void aLaterPageCostsNoMore(DeviceQuery query) {
        var first = PageRequest.of(query, null);
        query.after = middle(first);
        var later = PageRequest.of(query, null);
        var plan = plan(DeviceFinder.statement(later), later.page().values());

        assertThat(scans(plan)).doesNotContain("Seq Scan on device");
        assertThat(blocks(plan)).isLessThan(MOST_BLOCKS);
    }

    @Test
    void readingOneDeviceIsTwoLookups() {
        var plan = plan(
                "select * from device left join device_sighting on device_sighting.device_id = device.id where id = $1",
                Tuple.of(PARENT));

        assertThat(blocks(plan)).isLessThan(12);
    }

    private static String middle(PageRequest first) {
        var value = switch (first.sort().key()) {
            case ID -> "";
            case NAME -> "Heater 5";
            case TYPE -> "type-2";
            case CREATED_AT -> "2026-01-01T12:00:00Z";
            case UPDATED_AT -> "2026-03-01T12:00:00Z";
            case LAST_SEEN -> "2026-02-01T12:00:00Z";
        };
        var id = new UUID(
                PARENT.getMostSignificantBits() + (((long) DEVICES / 2 / 4096) << 16),
                PARENT.getLeastSignificantBits());
        return new Cursor(first.query(), id, value).text();
    }

    private static DeviceQuery query(String words) {
        var query = new DeviceQuery() {
            @Override
            public String toString() {
                return words;
            }
        };
        query.ids = List.of();
        query.label = List.of();
        query.vendorIds = List.of();
        for (var word : List.of(words.split(" ", -1))) {
            var name = word.substring(0, word.indexOf('='));
            set(query, name, word.substring(name.length() + 1).replace('_', ' '));
        }
        return query;
    }

    private static void set(DeviceQuery query, String name, String value) {
        switch (name) {
            case "vendor" -> query.vendor = value;
            case "account" -> query.account = value;
            case "type" -> query.type = value;
            case "location" -> query.location = value;
            case "enabled" -> query.enabled = value;
            case "label" -> query.label = List.of(value);
            case "labels" -> query.labels = value;
            case "vendorId" -> query.vendorIds = List.of(value);
            case "metadata" -> query.metadata = value;
            case "q" -> query.text = value;
            case "parent" -> query.parent = value;
            case "missing" -> query.missing = value;
            case "near" -> query.near = value;
            case "within" -> query.within = value;
            case "createdFrom" -> query.createdFrom = value;
            case "createdTo" -> query.createdTo = value;
            case "updatedFrom" -> query.updatedFrom = value;
            case "updatedTo" -> query.updatedTo = value;
            case "seenFrom" -> query.seenFrom = value;
            case "seenTo" -> query.seenTo = value;
            case "sort" -> query.sort = value;
            default -> throw new IllegalArgumentException(name);
        }
    }

    private JsonObject plan(String statement, Tuple values) {
        var explained = connection
                .preparedQuery(statement.replaceFirst("select", "explain (analyze, buffers, format json) select"))
                .execute(values)
                .await()
                .indefinitely();
        var plan = explained.iterator().next().getJson(0);
        var whole = ((JsonArray) plan).getJsonObject(0);
        Log.infof(
                "%.1f ms, %d blocks, %s, %s",
                whole.getDouble("Execution Time"),
                blocks(whole.getJsonObject("Plan")),
                scans(whole.getJsonObject("Plan")),
                values.deepToString());
        return whole.getJsonObject("Plan");
    }

    private static int blocks(JsonObject plan) {
        return plan.getInteger("Shared Hit Blocks") + plan.getInteger("Shared Read Blocks");
    }

    private static List<String> scans(JsonObject plan) {
        var own = plan.containsKey("Relation Name")
                ? Stream.of(plan.getString("Node Type") + " on " + plan.getString("Relation Name"))
                : plan.containsKey("Index Name") ? Stream.of(plan.getString("Index Name")) : Stream.<String>empty();
        var below = plan.getJsonArray("Plans", new JsonArray()).stream()
                .flatMap(child -> scans((JsonObject) child).stream());
        return Stream.concat(own, below).toList();
    }

    private void run(String statement) {
        var _ = connection.query(statement).execute().await().indefinitely();
    }

    private void migrate(String target) {
        var _ = Flyway.configure()
                .dataSource(address, user, password)
                .schemas("plans")
                .target(target)
                .load()
                .migrate();
    }
}
