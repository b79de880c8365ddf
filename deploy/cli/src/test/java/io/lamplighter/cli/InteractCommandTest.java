package io.lamplighter.cli;

import static io.lamplighter.cli.DevicesCommandTest.HEATER;
import static io.lamplighter.cli.DevicesCommandTest.PLUG;
import static io.lamplighter.cli.DevicesCommandTest.page;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InteractCommandTest {
    private static final String TASKS = """
            [{"name":"pull_status","description":"Reads the statuses","arguments":{"type":"object","properties":{}}},
             {"name":"set_status","description":"Sets a status","arguments":{"type":"object",
              "properties":{"name":{"type":"string"},"value":{"type":["boolean","string"]}}}}]""";
    private static final String RUNS = "GET /api/runs?interaction=i1&limit=1000";

    private StubLamplighter lamplighter;

    @BeforeEach
    void start() throws IOException {
        lamplighter = new StubLamplighter();
        lamplighter.on("GET /api/tasks?limit=1000", 200, TASKS);
        lamplighter.on("GET /api/devices?q=Kitchen%20plug&limit=1000", 200, page(PLUG, "null"));
        lamplighter.on("GET /api/devices?limit=1000", 200, page(PLUG + "," + HEATER, "null"));
        lamplighter.on("GET /api/devices/019a0000-0000-7000-8000-000000000001", 200, PLUG);
        lamplighter.on("GET /api/devices/019a0000-0000-7000-8000-000000000002", 200, HEATER);
    }

    @AfterEach
    void stop() {
        lamplighter.close();
    }

    @Test
    void setsFalseAndPrintsTheResult() {
        lamplighter.on("POST /api/interactions", 200, interaction("succeeded"));
        lamplighter.on(RUNS, 200, page(run("1", "succeeded", """
                "result":{"observations":[{"name":"on","value":false,"validAt":"2026-11-21T02:00:00Z"},
                {"name":"power","value":0.0,"units":"W"}]}"""), "null"));

        var ran = interact("set_status", "--device=Kitchen plug", "--argument", "on=false");

        assertThat(lamplighter.asked("POST").getFirst().body()).isEqualTo("""
                        {"task":"set_status","timeout":"PT10S","arguments":{"name":"on","value":false},\
                        "target":{"devices":["019a0000-0000-7000-8000-000000000001"]}}""");
        assertThat(lamplighter.asked("POST").getFirst().prefer()).isEqualTo("wait=11");
        assertThat(ran.out()).isEqualToNormalizingNewlines("""
                Ran set_status name=on value=false against Kitchen plug
                DEVICE        STATE      TOOK    RESULT
                Kitchen plug  succeeded  0.25 s  on = false, power = 0.0 W
                1 of 1 succeeded
                """);
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void waitsUntilItHasEnded() {
        lamplighter.on("POST /api/interactions", 202, interaction("running"));
        lamplighter.on("GET /api/interactions/i1", 200, interaction("running"));
        lamplighter.on("GET /api/interactions/i1", 200, interaction("succeeded"));
        lamplighter.on(RUNS, 200, page(run("1", "acknowledged", "\"result\":null"), "null"));

        var ran = interact("pull_status", "--all");

        assertThat(lamplighter.asked("POST").getFirst().body()).contains("\"target\":{\"selector\":{}}");
        assertThat(ran.out()).contains("against all enabled devices", "acknowledged", "1 of 1 succeeded");
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void failsWhenOneRunFailed() {
        lamplighter.on("POST /api/interactions", 200, interaction("partly_failed"));
        var failed = run("2", "failed", "\"error\":{\"code\":\"unreachable\",\"detail\":\"nobody answers\"}");
        lamplighter.on(RUNS, 200, page(run("1", "succeeded", "\"result\":{}") + "," + failed, "null"));

        var ran = interact("pull_status", "--vendor=shelly", "--label=room:kitchen", "--timeout=2s");

        assertThat(lamplighter.asked("POST").getFirst().body())
                .contains(
                        "\"timeout\":\"PT2S\"",
                        "{\"selector\":{\"vendor\":\"shelly\",\"labels\":{\"room\":\"kitchen\"}}}");
        assertThat(ran.out())
                .containsPattern("Heater +failed .*unreachable: nobody answers")
                .contains("1 of 2 succeeded");
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    @Test
    void failsWhenNothingMatches() {
        lamplighter.on("POST /api/interactions", 200, interaction("succeeded"));
        lamplighter.on(RUNS, 200, page("", "null"));

        var ran = interact("pull_status", "--vendor=nobody");

        assertThat(ran.err()).contains("No enabled device matches");
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    @Test
    void tellsTheCountsOfAFleetAndOnlyWhatFailed() {
        lamplighter.on("POST /api/interactions", 202, interaction("running"));
        lamplighter.on("GET /api/interactions/i1", 200, """
                {"id":"i1","state":"running","runs":{"dispatched":1500}}""");
        lamplighter.on("GET /api/interactions/i1", 200, """
                {"id":"i1","state":"partly_failed","runs":{"succeeded":1499,"timed_out":1},
                 "warnings":[{"code":"w","detail":"A warning."}]}""");
        for (var state : new String[] {"failed", "expired", "cancelled", "skipped"}) {
            lamplighter.on("GET /api/runs?interaction=i1&state=" + state + "&limit=100", 200, page("", "null"));
            lamplighter.on("GET /api/runs?interaction=i1&state=" + state + "&limit=99", 200, page("", "null"));
        }
        lamplighter.on(
                "GET /api/runs?interaction=i1&state=timed_out&limit=100",
                200,
                page(run("1", "timed_out", "\"error\":{\"code\":\"timed_out\"}"), "null"));

        var ran = interact(
                "set_status",
                "--labels=room in (kitchen,hall), !retired",
                "--argument=on=false",
                "--rollout-canary=5",
                "--rollout-abort=10",
                "--confirm");

        assertThat(lamplighter.asked("POST").getFirst().prefer()).isEqualTo("wait=2");
        assertThat(lamplighter.asked("POST").getFirst().body())
                .contains(
                        "\"target\":{\"selector\":{\"expression\":\"room in (kitchen,hall), !retired\"},\"confirm\":true}",
                        "\"rollout\":{\"abortAfterFailedPercent\":10,\"canary\":5}");
        assertThat(ran.out())
                .contains("all enabled devices with room in (kitchen,hall), !retired")
                .containsPattern("Kitchen plug +timed_out")
                .contains("1,499 of 1,500 succeeded (1,499 succeeded, 1 timed_out)", "interactions rerun i1");
        assertThat(ran.err()).contains("Warning: A warning.");
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    @Test
    void takesAGroup() {
        lamplighter.on("POST /api/interactions", 200, interaction("succeeded"));
        lamplighter.on(RUNS, 200, page(run("1", "succeeded", "\"result\":{}"), "null"));

        var ran = interact("pull_status", "--group=cold rooms");

        assertThat(lamplighter.asked("POST").getFirst().body()).contains("\"target\":{\"group\":\"cold rooms\"}");
        assertThat(ran.out()).contains("against the group cold rooms");
        assertThat(interact("pull_status", "--group=x", "--all").exitCode()).isEqualTo(2);
    }

    @Test
    void cancelsAndDoesTheFailedPartAgain() {
        lamplighter.on("POST /api/interactions/i1/cancel", 200, """
                {"id":"i1","state":"cancelled","runs":{"succeeded":2,"cancelled":3}}""");
        lamplighter.on("POST /api/interactions/i1/rerun", 202, """
                {"id":"i2","state":"running","rerunOf":"i1"}""");
        lamplighter.on(
                "GET /api/interactions/i2", 200, "{\"id\":\"i2\",\"state\":\"succeeded\",\"runs\":{\"succeeded\":1}}");
        lamplighter.on(
                "GET /api/runs?interaction=i2&limit=1000", 200, page(run("1", "succeeded", "\"result\":{}"), "null"));

        assertThat(Terminal.run(lamplighter.url(), "interactions", "cancel", "i1")
                        .out())
                .contains("i1 is cancelled: 2 succeeded, 3 cancelled");
        var rerun = Terminal.run(lamplighter.url(), "interactions", "rerun", "i1");
        assertThat(rerun.out()).contains("1 of 1 succeeded");
        assertThat(rerun.exitCode()).isZero();
    }

    @Test
    void refusesAnUnknownTask() {
        var ran = interact("pull_everything", "--all");

        assertThat(ran.err()).contains("There is no task named pull_everything; there are: pull_status, set_status");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(lamplighter.asked("POST")).isEmpty();
    }

    @Test
    void refusesAnUnknownDevice() {
        var ran = interact("pull_status", "--device=019a0000-0000-7000-8000-00000000000f");

        assertThat(ran.err()).contains("There is no device with the id 019a0000-0000-7000-8000-00000000000f");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(lamplighter.asked("POST")).isEmpty();
    }

    @Test
    void asksWhichDevices() {
        assertThat(interact("pull_status").exitCode()).isEqualTo(2);
        assertThat(interact("pull_status").err()).contains("Which devices?");
        assertThat(interact("pull_status", "--all", "--device=x").err()).contains("cannot be combined");
    }

    @Test
    void refusesAMalformedTimeout() {
        var ran = interact("pull_status", "--all", "--timeout=soon");

        assertThat(ran.err()).contains("must be a duration such as PT10S or 10s");
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    @Test
    void failsWhenAServiceIsDown() {
        lamplighter.on(
                "POST /api/interactions",
                503,
                "{\"title\":\"Unavailable\",\"status\":503,\"detail\":\"Try again later.\"}");

        var ran = interact("pull_status", "--all");

        assertThat(ran.err()).contains("Unavailable", "Try again later.");
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    @Test
    void tellsThatNobodyAnswers() {
        var url = lamplighter.url();
        lamplighter.close();

        var ran = Terminal.run(url, "interact", "pull_status", "--all");

        assertThat(ran.err())
                .isEqualToNormalizingNewlines(
                        "Lamplighter does not answer at " + url + "; start it with ./lamplighter up\n");
        assertThat(ran.exitCode()).isEqualTo(3);
    }

    @Test
    void tellsWhenSomethingElseAnswers() {
        lamplighter.on("GET /api/schedules?limit=1000", 200, "<html>");

        var ran = Terminal.run(lamplighter.url(), "schedules");

        assertThat(ran.err()).contains("is not Lamplighter").doesNotContain("Exception");
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    private Terminal interact(String... arguments) {
        var command = new String[arguments.length + 1];
        command[0] = "interact";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Terminal.run(lamplighter.url(), command);
    }

    private static String interaction(String state) {
        return "{\"id\":\"i1\",\"state\":\"%s\"}".formatted(state);
    }

    static String run(String device, String state, String more) {
        return """
                {"id":"r%1$s","deviceId":"019a0000-0000-7000-8000-00000000000%1$s","task":"pull_status","state":"%2$s",
                 "dueAt":"2026-11-21T02:00:00Z","startedAt":"2026-11-21T02:00:00Z","endedAt":"2026-11-21T02:00:00.250Z",
                 %3$s}""".formatted(device, state, more);
    }
}
