package io.lamplighter.observations.ingest;

import static io.lamplighter.observations.Observations.items;
import static io.lamplighter.observations.Observations.stored;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.observations.Database;
import io.lamplighter.observations.Devices;
import io.lamplighter.observations.Observations;
import io.lamplighter.observations.Topic;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class PoisonTest {
    private static final String GOOD = "{\"name\":\"good\",\"value\":1,\"validAt\":\"2026-11-21T08:00:00Z\"}";

    private final UUID device = Devices.registered();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "null", textBlock = """
            null                                                                              | body: must not be empty
            {"deviceId":"D","observations":                                                   | body: is not JSON
            []                                                                                | body: must be an object
            {"deviceId":"D"}                                                                  | observations: must not be empty
            {"deviceId":"D","observations":[]}                                                | observations: must not be empty
            {"deviceId":"D","observations":7}                                                 | observations: must not be empty
            {"deviceId":"x","observations":[G]}                                               | deviceId: must be a UUID
            {"deviceId":7,"observations":[G]}                                                 | deviceId: must be a UUID
            {"observations":[G]}                                                              | deviceId: must be a UUID
            {"deviceId":"D","observations":[{"name":"a","value":1e999}]}                      | observations[0].value: must be a finite number
            {"deviceId":"D","observations":[null]}                                            | observations[0]: must be an object
            {"deviceId":"D","observations":[{"name":"a","value":"\\u0000"}]}                  | observations[0].value: must not contain NUL or half a character
            """)
    void putsAsideWhatCannotBeReadWithTheReasonAndReadsOn(String value, String reason) {
        var record =
                value == null ? null : value.replace("D", device.toString()).replace("G", GOOD);

        Topic.send("observations", device.toString(), record);
        Topic.observations(device, GOOD);

        assertThat(stored(device, 1)).extracting("name").containsExactly("good");
        var letter = buried(device).getFirst();
        assertThat(letter.value()).isEqualTo(record == null ? null : record.getBytes(UTF_8));
        assertThat(Topic.header(letter, "dead-letter-reason")).isEqualTo(reason);
        assertThat(Topic.header(letter, "dead-letter-topic")).isEqualTo("observations");
    }

    @Test
    void storesTheRestOfARecordWithAnUnusableItem() {
        Topic.observations(device, GOOD, "{\"name\":\"B\",\"value\":2}", GOOD.replace("good", "other"));

        assertThat(stored(device, 2)).extracting("name").containsExactlyInAnyOrder("good", "other");
        assertThat(Topic.header(buried(device).getFirst(), "dead-letter-reason"))
                .startsWith("observations[1].name: ");
    }

    @Test
    void putsAsideARecordAsLargeAsARecordCanBe() {
        // not to be compressed, so that there is no room for the reason
        var bytes = new byte[786_300];
        new java.util.Random(1).nextBytes(bytes);
        var large = java.util.Base64.getEncoder().encodeToString(bytes);
        Topic.send("observations", device.toString(), large);
        Topic.observations(device, GOOD);

        assertThat(stored(device, 1)).hasSize(1);
        assertThat(Topic.header(buried(device).getFirst(), "dead-letter-shortened"))
                .isEqualTo("1048400");
    }

    @Test
    void findsTheRecordThatTheDatabaseRefusesAndStoresTheOthers() throws SQLException {
        Database.execute("alter table attribute add constraint test_poison check (value <> 666) not valid");
        try {
            var others = java.util.stream.Stream.generate(Devices::registered)
                    .limit(5)
                    .toList();
            others.subList(0, 3).forEach(each -> Topic.observations(each, GOOD));
            Topic.observations(device, GOOD.replace(":1,", ":666,"));
            others.subList(3, 5).forEach(each -> Topic.observations(each, GOOD));

            others.forEach(each -> assertThat(stored(each, 1)).hasSize(1));
            assertThat(Topic.header(buried(device).getFirst(), "dead-letter-reason"))
                    .contains("test_poison");
            assertThat(items("?device=" + device)).isEmpty();
        } finally {
            Database.execute("alter table attribute drop constraint test_poison");
        }
    }

    @Test
    void refusesObservationsOfADeletedDevice() {
        Topic.send("devices", device.toString(), (String) null);
        await().untilAsserted(
                        () -> Observations.post(Observations.json(device, "a", "1", null, java.time.Instant.now()))
                                .statusCode(400));

        Topic.observations(device, GOOD);

        assertThat(Topic.header(buried(device).getFirst(), "dead-letter-reason"))
                .isEqualTo("device deleted");
    }

    private static List<ConsumerRecord<byte[], byte[]>> buried(UUID device) {
        return await().until(
                        () -> Topic.read("observations-dead-letter", device.toString()), found -> !found.isEmpty());
    }
}
