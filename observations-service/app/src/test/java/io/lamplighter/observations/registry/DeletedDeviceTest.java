package io.lamplighter.observations.registry;

import static io.lamplighter.observations.Observations.accepted;
import static io.lamplighter.observations.Observations.items;
import static io.lamplighter.observations.Observations.json;
import static io.lamplighter.observations.Observations.latest;
import static io.lamplighter.observations.Observations.post;
import static io.lamplighter.observations.Observations.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import io.lamplighter.observations.Database;
import io.lamplighter.observations.Devices;
import io.lamplighter.observations.Topic;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeletedDeviceTest {
    private final UUID device = Devices.registered();
    private final UUID other = Devices.registered();

    @Test
    void theObservationsOfADeletedDeviceLeaveTheAnswersAndThenTheDatabase() throws SQLException {
        accepted(json(device, "a", "1", null, Instant.now()), json(device, "on", "true", null, Instant.now()));
        accepted(json(other, "a", "1", null, Instant.now()));
        assertThat(stored(device, 2)).hasSize(2);
        assertThat(stored(other, 1)).hasSize(1);

        Topic.send("devices", device.toString(), (String) null);

        await().untilAsserted(() -> assertThat(items("?device=" + device)).isEmpty());
        assertThat(latest(device)).isEmpty();
        await().untilAsserted(() -> assertThat(
                        Database.number("select count(*) from series where device_id = '" + device + "'"))
                .isZero());
        assertThat(
                        Database.number(
                                "select count(*) from attribute a where not exists (select from series s where s.id = a.series_id)"))
                .isZero();
        assertThat(items("?device=" + other)).hasSize(1);
        post(json(device, "a", "1", null, Instant.now())).statusCode(400).body("violations.field", hasItem("deviceId"));
    }

    @Test
    void deletedIsFinalInWhateverOrderTheTopicIsRead() {
        Topic.send(
                "devices", device.toString(), Devices.json(device.toString()), null, Devices.json(device.toString()));
        Topic.send("devices", other.toString(), Devices.json(other.toString()));

        await().untilAsserted(
                        () -> post(json(device, "a", "1", null, Instant.now())).statusCode(400));
        accepted(json(other, "a", "1", null, Instant.now()));
    }

    @Test
    void aDeviceThatOnlyTheTopicHasToldOfIsKnown() {
        var told = Devices.unregistered();

        Topic.send("devices", told.toString(), Devices.json(told.toString()));

        await().untilAsserted(
                        () -> post(json(told, "a", "1", null, Instant.now())).statusCode(202));
    }

    @Test
    void putsAsideWhatIsNoDeviceAndReadsOn() {
        Topic.send("devices", device.toString(), "{broken");
        Topic.send("devices", "nobody", Devices.json(other.toString()));

        await().untilAsserted(() ->
                assertThat(Topic.read("devices-dead-letter", device.toString())).hasSize(1));
        await().untilAsserted(() ->
                assertThat(Topic.read("devices-dead-letter", "nobody")).hasSize(1));
    }
}
