package io.lamplighter.cli;

import static io.lamplighter.cli.DevicesCommandTest.page;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulesCommandTest {
    private static final String ID = "019a0000-0000-7000-8000-00000000000a";
    private static final String SCHEDULE = """
            {"id":"%s","name":"lights out","cron":"0 23 * * *","timeZone":"Europe/Rome","task":"set_status",
             "enabled":true,"nextAt":"2026-11-21T22:00:00Z",
             "figures":{"interactions":4,"successRate":0.75,"latenessP50":"PT0.001S","latenessP99":"PT0.0123S"}}""".formatted(ID);

    @TempDir
    private Path folder;

    private StubLamplighter lamplighter;

    @BeforeEach
    void start() throws IOException {
        lamplighter = new StubLamplighter();
        lamplighter.on("GET /api/schedules?limit=1000", 200, page(SCHEDULE, "null"));
        lamplighter.on("GET /api/tasks?limit=1000", 200, """
                [{"name":"set_status","arguments":{"properties":{"name":{"type":"string"},"value":{}}}}]""");
    }

    @AfterEach
    void stop() {
        lamplighter.close();
    }

    @Test
    void makesASchedule() {
        lamplighter.on("POST /api/schedules", 201, SCHEDULE);

        var ran = run(
                "schedules",
                "add",
                "lights out",
                "set_status",
                "--group=lamps",
                "--argument=on=false",
                "--cron=0 23 * * *",
                "--time-zone=Europe/Rome",
                "--jitter=30s",
                "--misfire=once");

        assertThat(lamplighter.asked("POST").getFirst().body()).isEqualTo("""
                        {"cron":"0 23 * * *","jitter":"PT30S","timeZone":"Europe/Rome","name":"lights out","task":"set_status",\
                        "enabled":true,"arguments":{"name":"on","value":false},"target":{"group":"lamps"},"misfire":"once"}""");
        assertThat(ran.out()).contains("Made lights out");
        assertThat(run("schedules", "add", "x", "set_status", "--all").err()).contains("When?");
    }

    @Test
    void listsHowWellTheyWent() {
        assertThat(run("schedules", "list").out()).contains("SUCCESS", "75 %", "LATE P99", "12.3 ms");
    }

    @Test
    void tellsWhenItFires() {
        lamplighter.on("GET /api/schedules/" + ID + "/next?count=2", 200, """
                {"items":["2026-11-21T22:00:00Z"],"firings":[
                 {"dueAt":"2026-11-21T22:00:00Z","firesAt":"2026-11-21T22:00:11Z"}]}""");
        lamplighter.on("POST /api/schedules/preview?count=10", 200, """
                {"description":"at 07:00 on Monday","items":[],"firings":[]}""");

        assertThat(run("schedules", "next", "Lights Out", "--count=2", "--output=csv")
                        .out())
                .isEqualToNormalizingNewlines("dueAt,firesAt\n2026-11-21T22:00:00Z,2026-11-21T22:00:11Z\n");
        assertThat(run("schedules", "next", "--cron=0 7 * * mon").err())
                .contains("at 07:00 on Monday", "It never fires again");
        assertThat(run("schedules", "next", "nope").err()).contains("There is no schedule named nope");
        assertThat(run("schedules", "next").exitCode()).isEqualTo(2);
    }

    @Test
    void pausesAndResumes() {
        lamplighter.on("PATCH /api/schedules/" + ID, 200, SCHEDULE.replace("true", "false"));

        assertThat(run("schedules", "pause", "lights out").out()).contains("lights out is paused");
        assertThat(run("schedules", "resume", ID).exitCode()).isZero();
        assertThat(lamplighter.asked("PATCH"))
                .extracting(StubLamplighter.Asked::body)
                .containsExactly("{\"enabled\":false}", "{\"enabled\":true}");
    }

    @Test
    void appliesASetAndTellsTheDifferences() throws IOException {
        var file = Files.writeString(folder.resolve("night.yaml"), "schedules: []\n");
        lamplighter.on("POST /api/schedules/apply?set=night&dryRun=true", 200, """
                {"set":"night","dryRun":true,"created":1,"updated":1,"unchanged":0,"retired":1,"items":[
                 {"name":"a","action":"create","changes":{}},
                 {"name":"b","action":"update","changes":{"cron":{"from":"0 1 * * *","to":"0 2 * * *"}}},
                 {"name":"c","action":"retire","changes":{}}]}""");

        var ran = run("schedules", "apply", file.toString(), "--dry-run");

        assertThat(lamplighter.asked("POST").getFirst().contentType()).isEqualTo("application/yaml");
        assertThat(ran.out()).isEqualToNormalizingNewlines("""
                + a
                ~ b
                    cron: 0 1 * * * -> 0 2 * * *
                - c
                Would be: 1 created, 1 updated, 0 unchanged, 1 retired
                """);
    }

    @Test
    void exportsYaml() {
        lamplighter.on("GET /api/schedules/export?set=night", 200, "set: night\nschedules: []\n");

        assertThat(run("schedules", "export", "--set=night").out()).isEqualTo("set: night\nschedules: []\n");
    }

    @Test
    void keepsValues() {
        lamplighter.on("GET /api/devices/" + ID, 200, "{\"id\":\"" + ID + "\",\"name\":\"Freezer\"}");
        lamplighter.on("POST /api/ensures", 201, "{\"id\":\"e1\"}");
        lamplighter.on("GET /api/ensures?state=drifted&limit=1000", 200, page("""
                        {"id":"e1","deviceId":"%s","name":"on","desired":{"value":true},"reported":{"value":false},
                         "state":"drifted","sets":2,"drifts":1,"requestedBy":"ada"}""".formatted(ID), "null"));
        lamplighter.on("DELETE /api/ensures/e1", 204, "");

        assertThat(run("ensures", "add", ID, "on=true", "--at-most-every=1m").out())
                .contains("Keeping Freezer at on=true");
        assertThat(lamplighter.asked("POST").getFirst().body())
                .isEqualTo(
                        "{\"deviceId\":\"%s\",\"name\":\"on\",\"value\":true,\"atMostEvery\":\"PT1M\"}".formatted(ID));
        assertThat(run("ensures", "--state=drifted").out())
                .containsPattern("Freezer +on +true +false +drifted +2 +1 +ada +e1");
        assertThat(run("ensures", "remove", "e1").out()).contains("Withdrawn e1");
    }

    private Terminal run(String... command) {
        return Terminal.run(lamplighter.url(), command);
    }
}
