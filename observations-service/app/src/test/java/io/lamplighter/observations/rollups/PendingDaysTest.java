package io.lamplighter.observations.rollups;

import static io.lamplighter.observations.Observations.items;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.observations.Database;
import io.lamplighter.observations.Devices;
import io.lamplighter.observations.api.Attribute;
import io.lamplighter.observations.api.Observation;
import io.lamplighter.observations.ingest.StoreDoor;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes for days that are closed. */
@QuarkusTest
class PendingDaysTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final UUID device = Devices.registered();
    private final int partition = ThreadLocalRandom.current().nextInt(1000, Integer.MAX_VALUE);
    private final Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(3));
    private int sent;

    @Inject
    StoreDoor store;

    @Inject
    Roller roller;

    @BeforeEach
    void close() {
        roller.roll(Instant.now()).await().atMost(LIMIT);
    }

    @Test
    void storingWaitsForNobodyWhoRollsThatDayUp() throws Exception {
        store(40);
        try (var rolling = Database.connect();
                var statement = rolling.createStatement()) {
            rolling.setAutoCommit(false);
            assertThat(statement.executeUpdate("delete from pending_rollup where series_id = " + series()))
                    .isPositive();

            assertThat(CompletableFuture.runAsync(() -> store(5))).succeedsWithin(Duration.ofSeconds(10));

            rolling.commit();
        }
        assertThat(marks()).isEqualTo(1);
        assertThat(count()).isEqualTo(45);
        roller.roll(Instant.now()).await().atMost(LIMIT);
        assertThat(marks()).isZero();
        assertThat(count()).isEqualTo(45);
    }

    @Test
    void aDayForWhichMoreComesIsLeftAloneAndItsMarksDoNotPileUp() throws SQLException {
        for (var each = 0; each < 40; each++) {
            store(1);
        }
        var now = Instant.now();

        roller.roll(now, now.minus(Duration.ofMinutes(1))).await().atMost(LIMIT);

        assertThat(marks()).isEqualTo(1);
        assertThat(rollups()).isZero();
        assertThat(count()).isEqualTo(40);
        roller.roll(now, now.plus(Duration.ofMinutes(1))).await().atMost(LIMIT);
        assertThat(marks()).isZero();
        assertThat(rollups()).isEqualTo(1);
        assertThat(count()).isEqualTo(40);
    }

    // In one hour, a second apart.
    private void store(int count) {
        var observations = new ArrayList<Observation>();
        for (var each = 0; each < count; each++) {
            observations.add(new Attribute("power", each, "W", day.plusSeconds(sent + each)));
        }
        assertThat(store.store(partition, sent, device, List.copyOf(observations)))
                .isEqualTo(count);
        sent += count;
    }

    private int count() {
        return (int) items("/aggregate?device=%s&name=power&functions=count&bucket=P1D&from=%s&to=%s"
                        .formatted(device, day, day.plus(Duration.ofDays(1))))
                .getFirst()
                .get("count");
    }

    private long marks() throws SQLException {
        return Database.number("select count(*) from pending_rollup where series_id = " + series());
    }

    private long rollups() throws SQLException {
        return Database.number("select count(*) from rollup_hour where series_id = " + series());
    }

    private long series() throws SQLException {
        return Database.number("select id from series where device_id = '%s'".formatted(device));
    }
}
