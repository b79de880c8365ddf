package io.lamplighter.observations.retention;

import static io.lamplighter.observations.Observations.accepted;
import static io.lamplighter.observations.Observations.get;
import static io.lamplighter.observations.Observations.items;
import static io.lamplighter.observations.Observations.json;
import static io.lamplighter.observations.Observations.latest;
import static io.lamplighter.observations.Observations.settled;
import static io.lamplighter.observations.Observations.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.observations.Database;
import io.lamplighter.observations.Devices;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** With the rules that {@link io.lamplighter.observations.RegistryStub} sets. */
@QuarkusTest
class RetentionTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private final Instant old = Instant.now()
            .minus(Duration.ofDays(60))
            .truncatedTo(ChronoUnit.DAYS)
            .plus(Duration.ofHours(3));

    private final UUID device = Devices.registered();

    @Inject
    Forgetter forgetter;

    @Test
    void rollupsOutliveTheirObservationsAndStayAsTheyAre() throws SQLException {
        accepted(json(device, "forgotten_power", "1", "W", Instant.now()), json(device, "kept", "1", "W", old));
        assertThat(stored(device, 2)).hasSize(2);
        insertOld("forgotten_power", 100);
        var day =
                "/aggregate?device=%s&name=forgotten_power&functions=count,sum,min,max,first,last&bucket=%s&from=%s&to=%s"
                        .formatted(device, "PT1H", old.truncatedTo(ChronoUnit.DAYS), old.plus(Duration.ofDays(1)));
        var before = items(day);
        assertThat(before).hasSize(2).extracting("count").containsExactly(60, 40);

        forget();

        assertThat(rows("forgotten_power")).isEqualTo(1);
        assertThat(rows("kept")).isEqualTo(1);
        assertThat(items(day)).isEqualTo(before);
        assertThat(items(day.replace("PT1H", "P1D"))).extracting("count").containsExactly(100);
        accepted(json(device, "forgotten_power", "7", "W", old.plusSeconds(5)));
        settled(device);
        assertThat(rows("forgotten_power")).isEqualTo(1);
    }

    @Test
    void whatIsNotKeptIsGoneWithItsLatestAndIsToldBeforehand() throws SQLException {
        accepted(json(device, "gone", "1", "W", Instant.now()));
        assertThat(stored(device, 1)).hasSize(1);
        insertOld("gone", 50);
        Database.execute("update latest set valid_at = '%s' where series_id = %d".formatted(old, series("gone")));
        Database.execute("delete from attribute where series_id = %d and valid_at > now() - interval '1 day'"
                .formatted(series("gone")));

        var plan = get("/retention");
        assertThat(plan.getList("rules.findAll { it.name == 'gone' }.rows", Integer.class))
                .containsExactly(50);
        assertThat(plan.getList("rules.findAll { it.name == 'gone' }.kind")).containsExactly("attribute");

        forget();

        assertThat(rows("gone")).isZero();
        assertThat(latest(device)).extracting("name").doesNotContain("gone");
        assertThat(get("/retention").getList("rules.findAll { it.name == 'gone' && it.rows > 0 }"))
                .isEmpty();
    }

    @Test
    void wholePartitionsGoAndIngestGoesOnWhileSomebodyReadsThem() throws SQLException {
        Database.execute("do $$ begin perform add_partition('status', timestamptz '1990-05-05T00:00Z', 1); end $$");
        Database.execute(
                "insert into status (series_id, batch_id, valid_at, flag) values (-7, 0, '1990-05-05T00:00Z', true)");
        assertThat(get("/retention").getList("partitions.name")).contains("status_19900501");

        var reading = Database.reading("status_19900501");
        assertThat(reading.rows()).isEqualTo(1);
        var forgetting = forgetter.forget().subscribeAsCompletionStage();
        try {
            for (var i = 0; i < 5; i++) {
                var start = System.nanoTime();
                accepted(json(device, "on", "true", null, Instant.now()));
                settled(device);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            }
            assertThat(forgetting).isNotDone();
        } finally {
            reading.end();
        }
        assertThat(forgetting).succeedsWithin(LIMIT);

        assertThat(Database.number("select count(*) from pg_class where relname = 'status_19900501'"))
                .isZero();
        assertThat(Database.number("select count(*) from status where series_id = -7"))
                .isZero();
    }

    private void forget() {
        assertThat(forgetter.forget().subscribeAsCompletionStage()).succeedsWithin(LIMIT);
    }

    private void insertOld(String name, int count) throws SQLException {
        Database.execute("do $$ begin perform add_partition('attribute', timestamptz '%s', 1); end $$".formatted(old));
        Database.execute("insert into attribute (series_id, batch_id, valid_at, value)"
                + " select %d, 0, timestamptz '%s' + n * interval '1 minute', n from generate_series(0, %d) n"
                        .formatted(series(name), old, count - 1));
    }

    private long series(String name) throws SQLException {
        return Database.number("select id from series where device_id = '%s' and name = '%s'".formatted(device, name));
    }

    private long rows(String name) throws SQLException {
        return Database.number("select count(*) from attribute where series_id = " + series(name));
    }
}
