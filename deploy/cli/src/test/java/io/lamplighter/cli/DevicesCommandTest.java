package io.lamplighter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DevicesCommandTest {
    static final String PLUG = """
            {"id":"019a0000-0000-7000-8000-000000000001","name":"Kitchen plug","type":"plug","vendor":"shelly",
             "account":"default","vendorIds":{"address":"127.0.0.1:8085/d1"},"location":{"name":"Kitchen"},
             "labels":{"room":"kitchen"},"enabled":true,"updatedAt":"2026-11-21T02:00:00Z","updatedBy":"ada"}""";
    static final String HEATER = """
            {"id":"019a0000-0000-7000-8000-000000000002","name":"Heater","type":"relay","vendor":"shelly",
             "vendorIds":{"address":"127.0.0.1:8085/d2"},"location":null,"labels":{},"enabled":false}""";

    private StubLamplighter lamplighter;

    @BeforeEach
    void start() throws IOException {
        lamplighter = new StubLamplighter();
    }

    @AfterEach
    void stop() {
        lamplighter.close();
    }

    @Test
    void listsAllPages() {
        lamplighter.on("GET /api/devices?limit=1000", 200, page(PLUG, "\"c 1\""));
        lamplighter.on("GET /api/devices?limit=1000&after=c%201", 200, page(HEATER, "null"));

        var ran = Terminal.run(lamplighter.url(), "devices");

        assertThat(ran.out()).isEqualToNormalizingNewlines("""
                NAME          TYPE   LOCATION  VENDOR  STATE     ID
                Kitchen plug  plug   Kitchen   shelly  enabled   019a0000-0000-7000-8000-000000000001
                Heater        relay  -         shelly  disabled  019a0000-0000-7000-8000-000000000002
                """);
        assertThat(ran.exitCode()).isZero();
        assertThat(lamplighter.asked("GET").getFirst().user()).isNotBlank();
    }

    @Test
    void filtersAtTheService() {
        lamplighter.on(
                "GET /api/devices?vendor=shelly&label=room%3Akitchen&label=demo%3Ayes&q=plug&limit=1000",
                200, page(PLUG, "null"));

        var ran = Terminal.run(
                lamplighter.url(),
                "devices",
                "--vendor",
                "shelly",
                "--label=room:kitchen",
                "--label=demo:yes",
                "--q=plug",
                "--output=json");

        assertThat(ran.out()).contains("\"name\" : \"Kitchen plug\"");
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void showsADeviceWithItsNewestValues() {
        lamplighter.on("GET /api/devices?q=kitchen%20PLUG&limit=1000", 200, page(PLUG, "null"));
        lamplighter.on("GET /api/observations/latest?device=019a0000-0000-7000-8000-000000000001&limit=1000", 200, """
                {"items":[{"name":"power","value":12.50,"units":"W","validAt":"2026-11-21T02:00:00Z"},
                          {"name":"on","value":false,"validAt":"2026-11-21T02:00:00Z"}],"next":null}""");

        var ran = Terminal.run(lamplighter.url(), "devices", "show", "kitchen PLUG");

        assertThat(ran.out()).contains("vendor ids  address=127.0.0.1:8085/d1", "labels      room:kitchen");
        assertThat(ran.out()).containsPattern("on +false").containsPattern("power +12.5 W");
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void addsADevice() {
        lamplighter.on("POST /api/devices", 201, PLUG);

        var ran = Terminal.run(
                lamplighter.url(),
                "devices",
                "add",
                "--name=Kitchen plug",
                "--type=plug",
                "--vendor=shelly",
                "--vendor-id",
                "address=127.0.0.1:8085/d1",
                "--label",
                "room=kitchen",
                "--location=Kitchen");

        assertThat(ran.out()).contains("Registered Kitchen plug as 019a0000-0000-7000-8000-000000000001");
        assertThat(lamplighter.asked("POST").getFirst().body()).isEqualTo("""
                        {"name":"Kitchen plug","type":"plug","vendor":"shelly","enabled":true,\
                        "vendorIds":{"address":"127.0.0.1:8085/d1"},"labels":{"room":"kitchen"},\
                        "location":{"name":"Kitchen"}}""");
    }

    @Test
    void printsEachViolation() {
        lamplighter.on("POST /api/devices", 400, """
                {"type":"urn:problem:devices:invalid","title":"Invalid request","status":400,"detail":"Correct the fields.",
                 "violations":[{"field":"name","message":"size must be between 0 and 100"}]}""");

        var ran = Terminal.run(
                lamplighter.url(), "devices", "add", "--name=x", "--type=t", "--vendor=v", "--vendor-id=a=b");

        assertThat(ran.err()).isEqualToNormalizingNewlines("""
                Invalid request
                Correct the fields.
                  name: size must be between 0 and 100
                """);
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    @Test
    void removesADeviceById() {
        lamplighter.on("GET /api/devices/019a0000-0000-7000-8000-000000000001", 200, PLUG);
        lamplighter.on("DELETE /api/devices/019a0000-0000-7000-8000-000000000001", 204, "");

        var ran = Terminal.run(lamplighter.url(), "devices", "remove", "019a0000-0000-7000-8000-000000000001");

        assertThat(ran.out()).contains("Removed Kitchen plug");
        assertThat(lamplighter.asked("DELETE")).hasSize(1);
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void listsTheCandidatesOfAnAmbiguousName() {
        var other = PLUG.replace("000001\"", "000009\"").replace("\"name\":\"Kitchen\"", "\"name\":\"Cellar\"");
        lamplighter.on("GET /api/devices?q=Kitchen%20plug&limit=1000", 200, page(PLUG + "," + other, "null"));

        var ran = Terminal.run(lamplighter.url(), "devices", "show", "Kitchen plug");

        assertThat(ran.err())
                .contains("2 devices are named Kitchen plug", "000000000001  Kitchen plug", "000000000009", "Cellar");
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    @Test
    void suggestsDevicesForAnUnknownName() {
        lamplighter.on("GET /api/devices?q=plug&limit=1000", 200, page(PLUG, "null"));
        lamplighter.on("GET /api/devices?limit=1000", 200, page(PLUG + "," + HEATER, "null"));

        var ran = Terminal.run(lamplighter.url(), "devices", "show", "plug");

        assertThat(ran.err())
                .contains("There is no device named plug", "Kitchen plug")
                .doesNotContain("Heater");
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    @Test
    void printsNoControlCharacters() {
        var rude = PLUG.replace("Kitchen plug", "Kitchen\\u001b[2J plug");
        lamplighter.on("GET /api/devices?limit=1000", 200, page(rude, "null"));

        var ran = Terminal.run(lamplighter.url(), "devices");

        assertThat(ran.out()).contains("Kitchen?[2J plug").doesNotContain("\u001b");
    }

    static String page(String items, String next) {
        return "{\"items\":[" + items + "],\"next\":" + next + "}";
    }
}
