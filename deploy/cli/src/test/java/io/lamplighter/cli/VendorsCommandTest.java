package io.lamplighter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VendorsCommandTest {
    private static final String LAMP = "2f0a6ee2-6f0c-5d4f-9f0a-0d4c1f1f0d11";
    private static final String METER = "2f0a6ee2-6f0c-5d4f-9f0a-0d4c1f1f0d12";
    private static final String ITEMS = """
            {"id":"%s","name":"Lamp","type":"plug","vendor":"shelly","account":"default","vendorIds":{"address":"10.0.0.2"},
             "state":"found","foundAt":"2026-11-28T09:00:00Z"},
            {"id":"%s","name":"Meter","type":"meter","vendor":"shelly","account":"default","vendorIds":{"address":"10.0.0.3"},
             "state":"ignored","foundAt":"2026-11-28T09:00:00Z"}""".formatted(LAMP, METER);

    private StubLamplighter lamplighter;

    @BeforeEach
    void start() throws IOException {
        lamplighter = new StubLamplighter();
        lamplighter.on("GET /api/vendors", 200, """
                {"items":[{"vendor":"shelly","driver":"shelly","title":"Shelly","version":"1","capabilities":["discover","push"],
                  "devices":12,"unreachable":1,
                  "lastError":{"code":"unreachable","detail":"no answer","at":"2026-11-28T09:00:00Z"},
                  "accounts":[{"name":"default","devices":12,"openCircuits":1,"subscriptions":11,"calls":100,"per":"PT1M",
                    "available":40,"waiting":0}]}],"next":null}""");
        lamplighter.on(
                "GET /api/vendors/shelly/discoveries?limit=1000", 200, "{\"items\":[" + ITEMS + "],\"next\":null}");
    }

    @AfterEach
    void stop() {
        lamplighter.close();
    }

    @Test
    void listsTheVendors() {
        assertThat(run("vendors").out()).containsPattern("shelly +shelly +12 +1 +1 +1 +.*unreachable: no answer");
        assertThat(run("vendors", "list", "--output=csv").out()).startsWith("vendor,driver,devices,");
    }

    @Test
    void showsHowAVendorIsDoing() {
        lamplighter.on("GET /api/vendors/shelly", 200, """
                {"vendor":"shelly","driver":"shelly","title":"Shelly","version":"1","capabilities":["discover","push"],
                 "accounts":[{"name":"default","devices":12,"openCircuits":1,"subscriptions":11,"calls":100,"per":"PT1M",
                    "available":40,"waiting":0}]}""");

        assertThat(run("vendors", "show", "shelly").out())
                .contains("Shelly, driver shelly 1", "can: discover, push")
                .containsPattern("default +12 +11 +1 +100 +PT1M +40 +0");
    }

    @Test
    void discovers() {
        lamplighter.on("POST /api/vendors/shelly/discover", 200, "{\"items\":[" + ITEMS + "],\"next\":null}");

        var ran = run("vendors", "discover", "shelly", "10.0.0.0", "--account=home");

        assertThat(lamplighter.asked("POST").getFirst().body()).isEqualTo("{\"at\":\"10.0.0.0\",\"account\":\"home\"}");
        assertThat(ran.out()).containsPattern("Lamp +plug +shelly +default +address=10.0.0.2 +found");
    }

    @Test
    void listsTheInbox() {
        lamplighter.on(
                "GET /api/vendors/shelly/discoveries?state=ignored&limit=1000", 200, "{\"items\":[],\"next\":null}");

        assertThat(run("vendors", "inbox").out()).contains("Lamp", "Meter");
        assertThat(run("vendors", "inbox", "shelly", "--state=ignored").err()).contains("The inbox is empty");
        assertThat(run("vendors", "inbox", "--state=lost").exitCode()).isEqualTo(2);
    }

    @Test
    void acceptsWhatWasFound() {
        lamplighter.on(
                "POST /api/vendors/shelly/discoveries/" + LAMP + "/accept",
                201,
                "{\"id\":\"019a0000-0000-7000-8000-000000000001\",\"name\":\"Porch light\"}");

        var ran = run(
                "vendors", "accept", "shelly", "lamp", "--name=Porch light", "--location=porch", "--label=room=porch");

        assertThat(lamplighter.asked("POST").getFirst().body())
                .isEqualTo(
                        "{\"enabled\":true,\"name\":\"Porch light\",\"location\":\"porch\",\"labels\":{\"room\":\"porch\"}}");
        assertThat(ran.out()).contains("Registered Porch light as 019a0000-0000-7000-8000-000000000001");
    }

    @Test
    void acceptsAllThatNobodyHasDecidedAbout() {
        lamplighter.on(
                "GET /api/vendors/shelly/discoveries?state=found&limit=1000",
                200,
                "{\"items\":[" + ITEMS.substring(0, ITEMS.indexOf("},") + 1) + "}],\"next\":null}");
        lamplighter.on("POST /api/vendors/shelly/discoveries/" + LAMP + "/accept", 200, "{\"name\":\"Lamp\"}");

        assertThat(run("vendors", "accept", "shelly", "--all").out()).contains("Registered Lamp");
        assertThat(run("vendors", "accept", "shelly").exitCode()).isEqualTo(2);
        assertThat(run("vendors", "accept", "shelly", "nothing").err()).contains("Nothing named nothing was found");
    }

    @Test
    void ignoresAndTakesItBack() {
        lamplighter.on("POST /api/vendors/shelly/discoveries/" + LAMP + "/ignore", 200, "{}");
        lamplighter.on("DELETE /api/vendors/shelly/discoveries/" + METER + "/ignore", 200, "{}");

        assertThat(run("vendors", "ignore", "shelly", "Lamp").out()).contains("Lamp is ignored");
        assertThat(run("vendors", "ignore", "shelly", METER, "--undo").out()).contains("Meter is found");
        assertThat(lamplighter.asked("DELETE")).hasSize(1);
    }

    private Terminal run(String... command) {
        return Terminal.run(lamplighter.url(), command);
    }
}
