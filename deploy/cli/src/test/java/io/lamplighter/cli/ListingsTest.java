package io.lamplighter.cli;

import static io.lamplighter.cli.DevicesCommandTest.PLUG;
import static io.lamplighter.cli.DevicesCommandTest.page;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListingsTest {
    private StubLamplighter lamplighter;

    @BeforeEach
    void start() throws IOException {
        lamplighter = new StubLamplighter();
        lamplighter.on("GET /api/devices?q=Kitchen%20plug&limit=1000", 200, page(PLUG, "null"));
        lamplighter.on("GET /api/devices?limit=1000", 200, page(PLUG, "null"));
        lamplighter.on("GET /api/devices/019a0000-0000-7000-8000-000000000001", 200, PLUG);
    }

    @AfterEach
    void stop() {
        lamplighter.close();
    }

    @Test
    void listsTasks() {
        lamplighter.on("GET /api/tasks?limit=1000", 200, """
                [{"name":"set_status","description":"Sets a status",
                  "arguments":{"properties":{"name":{"type":"string"},"value":{}}}}]""");

        assertThat(Terminal.run(lamplighter.url(), "tasks").out())
                .containsPattern("set_status +name, value +Sets a status");
    }

    @Test
    void listsSchedules() {
        lamplighter.on("GET /api/schedules?limit=1000", 200, page("""
                        {"name":"pull all every 10 s","cron":"*/10 * * * * *","timeZone":"UTC","task":"pull_all",
                         "enabled":true,"running":true,"nextAt":"2026-11-21T02:00:00Z","lastAt":null,"lastError":"unreachable"},
                        {"name":"slow","every":"PT1H","task":"pull_all","enabled":false,"running":false}""", "null"));

        assertThat(Terminal.run(lamplighter.url(), "schedules").out())
                .containsPattern(
                        "pull all every 10 s +\\*/10 \\* \\* \\* \\* \\* UTC +pull_all +running .* - +- +unreachable")
                .containsPattern("slow +every PT1H +pull_all +paused");
    }

    @Test
    void listsRunsOfADeviceInAState() {
        lamplighter.on(
                "GET /api/runs?device=019a0000-0000-7000-8000-000000000001&state=failed&limit=5",
                200,
                page(
                        InteractCommandTest.run(
                                "1", "failed", "\"error\":{\"code\":\"rejected\",\"detail\":\"no such switch\"}"),
                        "null"));

        var ran = Terminal.run(lamplighter.url(), "runs", "--device=Kitchen plug", "--state=failed", "--limit=5");

        assertThat(ran.out()).containsPattern("Kitchen plug +pull_status +failed +0.25 s +rejected: no such switch");
        assertThat(Terminal.run(lamplighter.url(), "runs", "--limit=0").exitCode())
                .isEqualTo(2);
    }

    @Test
    void showsLatestObservations() {
        lamplighter.on("GET /api/observations/latest?limit=1000", 200, page("""
                        {"deviceId":"019a0000-0000-7000-8000-000000000001","name":"temperature","kind":"attribute",
                         "value":21.5,"units":"Cel","validAt":"2026-11-21T02:00:00Z"}""", "null"));

        assertThat(Terminal.run(lamplighter.url(), "observations", "latest").out())
                .containsPattern("Kitchen plug +temperature +21.5 Cel");
    }

    @Test
    void printsCsvForPrograms() {
        lamplighter.on("GET /api/observations/latest?limit=1000", 200, page("""
                        {"deviceId":"019a0000-0000-7000-8000-000000000001","name":"mode","kind":"status",
                         "value":"eco, \\"quiet\\"","validAt":"2026-11-21T02:00:00Z"}""", "null"));

        var ran = Terminal.run(lamplighter.url(), "observations", "latest", "--output=csv");

        assertThat(ran.out()).isEqualToNormalizingNewlines("""
                deviceId,name,value,validAt,units
                019a0000-0000-7000-8000-000000000001,mode,"eco, ""quiet""\",2026-11-21T02:00:00Z,
                """);
    }

    @Test
    void completesCommandsAndOptions() {
        var script = Terminal.run("http://127.0.0.1:1", "completion", "bash").out();

        assertThat(script)
                .contains("complete -F _complete_lamplighter", "--rollout-canary", "_picocli_lamplighter_up")
                .contains("import", "--reconcile");
        assertThat(Terminal.run("http://127.0.0.1:1", "completion", "fish").exitCode())
                .isEqualTo(2);
    }

    @Test
    void helpsWithoutLamplighterRunning() {
        assertThat(Terminal.run("http://127.0.0.1:1", "--help").out()).contains("Exit codes:", "interact", "watch");
        assertThat(Terminal.run("http://127.0.0.1:1", "interact", "--help").out())
                .contains("--argument=NAME=VALUE");
        assertThat(Terminal.run("http://127.0.0.1:1", "--version").out()).startsWith("lamplighter ");
        assertThat(Terminal.run("http://127.0.0.1:1", "devices", "--version").out())
                .startsWith("lamplighter ");
        assertThat(Terminal.run("nowhere", "devices").exitCode()).isEqualTo(2);
        assertThat(Terminal.run("http://127.0.0.1:1", "dance").exitCode()).isEqualTo(2);
        assertThat(Terminal.run("http://127.0.0.1:1", "observations").exitCode())
                .isEqualTo(2);
    }
}
