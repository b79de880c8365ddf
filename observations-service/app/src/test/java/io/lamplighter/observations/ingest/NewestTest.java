package io.lamplighter.observations.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.observations.Database;
import io.lamplighter.observations.Devices;
import io.lamplighter.observations.api.Attribute;
import io.lamplighter.observations.api.Observation;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** So many rows at once that those behind the newest of their series are stored without a look whether they are there. */
@QuarkusTest
class NewestTest {
    private static final Instant TIME = Instant.parse("2026-11-20T08:00:00Z");

    private final UUID device = Devices.registered();
    private final int partition = ThreadLocalRandom.current().nextInt(1000, Integer.MAX_VALUE - 1);
    private long offset;

    @Inject
    StoreDoor store;

    @Test
    void theSameAgainChangesNothing() throws SQLException {
        assertThat(store(rows(0, 150, n -> n))).isEqualTo(150);
        assertThat(store(rows(0, 150, n -> n))).isZero();

        assertThat(count()).isEqualTo(150);
    }

    @Test
    void correctionsAndLateOnesComeAmongNewOnes() throws SQLException {
        assertThat(store(rows(0, 150, n -> 1))).isEqualTo(150);

        var changed = store(Stream.of(rows(-50, 0, n -> 1000), rows(100, 150, n -> 100), rows(150, 250, n -> 10))
                .flatMap(each -> each));

        assertThat(changed).isEqualTo(200);
        assertThat(count()).isEqualTo(300);
        assertThat(sum()).isEqualTo(100 + 50 * 1000 + 50 * 100 + 100 * 10);
    }

    @Test
    void aRowThatWasTakenToBeNewIsCorrectedAllTheSame() throws SQLException {
        assertThat(store(rows(0, 150, n -> 1))).isEqualTo(150);
        Database.execute("delete from latest where series_id in " + series());

        assertThat(store(rows(100, 300, n -> 2))).isEqualTo(200);

        assertThat(count()).isEqualTo(300);
        assertThat(sum()).isEqualTo(100 + 200 * 2);
        assertThat(Database.number("select value from latest where series_id in " + series()))
                .isEqualTo(2);
    }

    @Test
    void twoWhoStoreTheSameAtOnceStoreItOnce() throws SQLException {
        assertThat(store(rows(0, 1, n -> 1))).isEqualTo(1);
        var other = CompletableFuture.supplyAsync(() ->
                store.store(partition + 1, 0, device, rows(1, 2000, n -> n).toList()));

        var changed = store(rows(1, 2000, n -> n)) + other.join();

        assertThat(changed).isEqualTo(1999);
        assertThat(count()).isEqualTo(2000);
    }

    private static Stream<Observation> rows(int from, int to, IntToDoubleFunction value) {
        return IntStream.range(from, to)
                .mapToObj(number -> new Attribute("power", value.applyAsDouble(number), "W", TIME.plusSeconds(number)));
    }

    private int store(Stream<Observation> observations) {
        return store.store(partition, offset++, device, observations.toList());
    }

    private String series() {
        return "(select id from series where device_id = '" + device + "')";
    }

    private long count() throws SQLException {
        return Database.number("select count(*) from attribute where series_id in " + series());
    }

    private long sum() throws SQLException {
        return Database.number("select sum(value) from attribute where series_id in " + series());
    }
}
