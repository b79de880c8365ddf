package io.lamplighter.devices.announcements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.local.LocalStackResource;
import io.quarkus.logging.Log;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Many devices that plain SQL writes and deletes at once are announced as fast as they can be; how many says the system
 * property {@code lamplighter.test.announcements}.
 */
@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, initArgs = @ResourceArg(name = "database", value = "devices"))
class AnnouncementRateTest {
    private static final int DEVICES = Integer.getInteger("lamplighter.test.announcements", 5_000);
    private static final int WORST_RATE = 1_000;

    private final String mark = UUID.randomUUID().toString();

    @Inject
    Pool database;

    @Test
    void announcesManyAtOnce() {
        write("""
                insert into device (id, name, type, vendor, account, vendor_ids, labels)
                select uuidv7(), 'Device ' || n, 'plug', 'shelly', '%s', jsonb_build_object('mac', md5(n::text)),
                    jsonb_build_object('room', 'room-' || n %% 100)
                from generate_series(1, %d) as n""".formatted(mark, DEVICES));
        settle("changes", "device_change");
        try (var topic = new DevicesTopic()) {
            await().untilAsserted(() -> assertThat(ours(topic)).hasSize(DEVICES));
        }
        write("delete from device where account = '%s'".formatted(mark));
        settle("deletions", "device_tombstone");
        try (var topic = new DevicesTopic()) {
            await().untilAsserted(() -> assertThat(
                            topic.versions().values().stream().filter(versions -> versions.contains(0)))
                    .hasSizeGreaterThanOrEqualTo(DEVICES));
            assertThat(ours(topic)).isEmpty();
        }
    }

    private Set<String> ours(DevicesTopic topic) {
        return topic.registry().values().stream()
                .filter(device -> mark.equals(device.getString("account")))
                .map(device -> device.getString("id"))
                .collect(Collectors.toSet());
    }

    private void write(String statement) {
        var begin = Instant.now();
        var rows = database.withTransaction(all -> all.query("set local statement_timeout = 0")
                        .execute()
                        .chain(() -> all.query(statement).execute()))
                .await()
                .indefinitely()
                .rowCount();
        assertThat(rows).isEqualTo(DEVICES);
        Log.infof("%d rows written in %s", rows, Duration.between(begin, Instant.now()));
    }

    private void settle(String what, String queue) {
        var begin = Instant.now();
        await().atMost(Duration.ofSeconds(10 + DEVICES / WORST_RATE))
                .untilAsserted(() -> assertThat(waiting(queue)).isZero());
        var took = Duration.between(begin, Instant.now());
        Log.infof("%d %s announced in %s: %d/s", DEVICES, what, took, DEVICES * 1000L / took.toMillis());
    }

    private long waiting(String queue) {
        return database.query("select count(*) from " + queue)
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }
}
