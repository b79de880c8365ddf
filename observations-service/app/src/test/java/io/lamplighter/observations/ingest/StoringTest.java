package io.lamplighter.observations.ingest;

import static io.lamplighter.observations.Observations.accepted;
import static io.lamplighter.observations.Observations.items;
import static io.lamplighter.observations.Observations.json;
import static io.lamplighter.observations.Observations.latest;
import static io.lamplighter.observations.Observations.settled;
import static io.lamplighter.observations.Observations.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.observations.Devices;
import io.lamplighter.observations.Topic;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StoringTest {
    private static final Instant TIME = Instant.parse("2026-11-21T08:00:00.123456Z");

    private final UUID device = Devices.registered();

    @Test
    void keepsTheTimeOfTheValueApartFromTheTimeOfStoring() {
        var validAt = Instant.now().plus(Duration.ofHours(5)).truncatedTo(ChronoUnit.MICROS);

        accepted(json(device, "temperature", "21.5", "Cel", validAt));

        var stored = stored(device, 1).getFirst();
        assertThat(stored)
                .containsEntry("validAt", validAt.toString())
                .containsEntry("deviceId", device.toString())
                .containsEntry("units", "Cel")
                .containsEntry("kind", "attribute");
        assertThat(Duration.between(Instant.parse(stored.get("recordedAt").toString()), validAt))
                .isBetween(Duration.ofHours(4), Duration.ofHours(5));
    }

    @Test
    void keepsNumbersBooleansAndTexts() {
        accepted(
                json(device, "temperature", "-1.5e3", "1234567890", TIME),
                json(device, "on", "true", null, TIME),
                json(device, "mode", "\"on \\u00e9\\ud83d\\ude00\"", null, TIME),
                json(device, "count", "7", null, TIME));

        var values = stored(device, 4).stream()
                .collect(java.util.stream.Collectors.toMap(each -> each.get("name"), each -> each.get("value")));
        assertThat(((Number) values.get("temperature")).doubleValue()).isEqualTo(-1500.0);
        assertThat(((Number) values.get("count")).doubleValue()).isEqualTo(7.0);
        assertThat(values).containsEntry("on", true).containsEntry("mode", "on \u00e9\ud83d\ude00");
        assertThat(items("?device=" + device + "&name=count").getFirst()).containsEntry("units", "1");
        assertThat(items("?device=" + device + "&name=on").getFirst()).doesNotContainKey("units");
    }

    @Test
    void keepsATruthyTextAsAText() {
        accepted(json(device, "on", "\"true\"", null, TIME));

        assertThat(stored(device, 1).getFirst()).containsEntry("value", "true").containsEntry("kind", "status");
    }

    @Test
    void storingAgainChangesNothing() {
        accepted(json(device, "temperature", "21.5", "Cel", TIME), json(device, "on", "true", null, TIME));
        var before = stored(device, 2);

        accepted(json(device, "temperature", "21.5", "Cel", TIME), json(device, "on", "true", null, TIME));
        Topic.observations(device, "{\"name\":\"on\",\"value\":true,\"validAt\":\"%s\"}".formatted(TIME));
        settled(device);

        assertThat(items("?device=" + device + "&from=2000-01-01T00:00:00Z")).isEqualTo(before);
    }

    @Test
    void aCorrectionReplacesAndIsRecordedAnew() {
        accepted(json(device, "temperature", "21.5", "Cel", TIME), json(device, "on", "true", null, TIME));
        var before = stored(device, 2);

        accepted(json(device, "temperature", "22.5", "Cel", TIME), json(device, "on", "false", null, TIME));
        settled(device);

        var after = items("?device=" + device + "&from=2000-01-01T00:00:00Z");
        assertThat(after).extracting("value").containsExactlyInAnyOrder(22.5f, false);
        assertThat(after.getFirst().get("recordedAt").toString())
                .isGreaterThan(before.getFirst().get("recordedAt").toString());
    }

    @Test
    void aCorrectionOfUnitsReplaces() {
        accepted(json(device, "temperature", "21.5", "Cel", TIME));
        accepted(json(device, "temperature", "70.5", "[degF]", TIME));
        accepted(json(device, "temperature", "21", "Cel", TIME.plusSeconds(1)));
        settled(device);

        assertThat(items("?device=" + device + "&name=temperature"))
                .extracting("units")
                .containsExactly("Cel", "[degF]");
        assertThat(items("/latest?device=" + device + "&name=temperature"))
                .extracting("units")
                .containsExactly("Cel");
    }

    @Test
    void aCorrectionOfTheKindReplaces() {
        accepted(json(device, "level", "1", null, TIME));
        accepted(json(device, "level", "\"low\"", null, TIME));
        settled(device);
        assertThat(items("?device=" + device + "&name=level"))
                .extracting("value")
                .containsExactly("low");

        accepted(json(device, "level", "2", null, TIME), json(device, "level", "false", null, TIME));
        accepted(json(device, "level", "\"high\"", null, TIME), json(device, "level", "3", null, TIME));
        settled(device);
        assertThat(items("?device=" + device + "&name=level"))
                .extracting("value")
                .containsExactly(3.0f);
    }

    @Test
    void theLastOfARequestWins() {
        accepted(
                json(device, "temperature", "1", "Cel", TIME),
                json(device, "temperature", "2", "K", TIME),
                json(device, "temperature", "3", "Cel", TIME));

        assertThat(stored(device, 1)).extracting("value").containsExactly(3.0f);
    }

    @Test
    void latestIsTheNewestHoweverLateTheRestCame() {
        for (var i = 0; i < 10; i++) {
            accepted(json(device, "temperature", Integer.toString(i), "Cel", TIME.minusSeconds(60L * i)));
            accepted(json(device, "on", Boolean.toString(i == 0), null, TIME.minusSeconds(60L * i)));
        }

        assertThat(stored(device, 20)).hasSize(20);
        assertThat(latest(device)).extracting("name").containsExactly("on", "temperature");
        assertThat(latest(device)).extracting("value").containsExactly(true, 0.0f);
        assertThat(items("?order=asc&limit=1&name=temperature&device=" + device))
                .extracting("value")
                .containsExactly(9.0f);
    }

    @Test
    void storesWhatOnePullReadTogether() {
        Topic.observations(
                device,
                "{\"name\":\"power\",\"value\":12,\"units\":\"W\",\"validAt\":\"%s\"}".formatted(TIME),
                "{\"name\":\"voltage\",\"value\":230,\"units\":\"V\",\"validAt\":\"%s\"}".formatted(TIME),
                "{\"name\":\"current\",\"value\":0.05,\"units\":\"A\",\"validAt\":\"%s\"}".formatted(TIME));

        assertThat(stored(device, 3))
                .extracting("validAt", "recordedAt")
                .containsOnly(org.assertj.core.groups.Tuple.tuple(
                        TIME.toString(), stored(device, 3).getFirst().get("recordedAt")));
    }

    @Test
    void takesLinesAndObjectsAndTheTimeOfArrival() {
        io.restassured.RestAssured.given()
                .contentType("application/x-ndjson")
                .body((json(device, "a", "1", null, TIME) + "\n\r\n" + json(device, "b", "2", null, TIME) + "\n")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/api/observations")
                .then()
                .statusCode(202);
        io.lamplighter.observations.Observations.post(
                        "{\"value\":3,\"name\":\"c\",\"deviceId\":\"%s\",\"new\":{\"x\":[1]}}".formatted(device))
                .statusCode(202);

        assertThat(stored(device, 3)).extracting("name").containsExactlyInAnyOrder("c", "b", "a");
        var stored = items("?name=c&device=" + device);
        assertThat(Instant.parse(stored.getFirst().get("validAt").toString()))
                .isAfter(Instant.now().minusSeconds(60))
                .isBefore(Instant.now());
    }

    @Test
    void storesColumns() {
        io.lamplighter.observations.Observations.post("""
                {"deviceId":"%s","name":"power","units":"W",
                "validAt":["2026-11-21T08:00:00Z","2026-11-21T08:00:01.5Z","2026-11-21T10:00:02+02:00"],"values":[1,2.5,-3e2]}""".formatted(device)).statusCode(202);
        io.lamplighter.observations.Observations.post("""
                [{"deviceId":"%1$s","name":"on","validAt":["2026-11-21T08:00:00Z","2026-11-21T08:00:01Z"],"values":[true,"off"]},
                {"deviceId":"%1$s","name":"level","validAt":"2026-11-21T08:00:00Z","value":7}]""".formatted(device)).statusCode(202);

        assertThat(stored(device, 6)).hasSize(6);
        assertThat(items("?name=power&device=" + device))
                .extracting("value", "units", "validAt")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(-300.0f, "W", "2026-11-21T08:00:02Z"),
                        org.assertj.core.groups.Tuple.tuple(2.5f, "W", "2026-11-21T08:00:01.500Z"),
                        org.assertj.core.groups.Tuple.tuple(1.0f, "W", "2026-11-21T08:00:00Z"));
        assertThat(items("?name=on&device=" + device)).extracting("value").containsExactly("off", true);
    }

    @Test
    void storesForADeviceNamedByItsVendorIds() {
        var mac = java.util.UUID.randomUUID().toString();
        Topic.send(
                "devices",
                device.toString(),
                Devices.json(device.toString())
                        .replace("{\"id\":\"1\"}", "{\"mac\":\"%s\",\"serial\":\"7\"}".formatted(mac)));
        var body = "{\"vendor\":\"simulator\",\"vendorIds\":{\"mac\":\"%s\"},\"name\":\"power\",\"value\":1}"
                .formatted(mac);

        org.awaitility.Awaitility.await()
                .untilAsserted(() ->
                        io.lamplighter.observations.Observations.post(body).statusCode(202));

        assertThat(stored(device, 1)).extracting("name").containsExactly("power");
        io.lamplighter.observations.Observations.post(body.replace("simulator", "shelly"))
                .statusCode(400);
    }

    @Test
    void storesAThousandDevicesOfOneRequest() {
        var devices = java.util.stream.Stream.generate(Devices::registered)
                .limit(1000)
                .toList();

        accepted(devices.stream()
                .map(each -> json(each, "temperature", "1", "Cel", TIME))
                .toArray(String[]::new));

        for (var each : java.util.List.of(devices.getFirst(), devices.get(500), devices.getLast())) {
            assertThat(stored(each, 1)).hasSize(1);
        }
    }
}
