package io.lamplighter.cli;

import static io.lamplighter.cli.DevicesCommandTest.PLUG;
import static io.lamplighter.cli.DevicesCommandTest.page;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObservationsCommandTest {
    private static final String ID = "019a0000-0000-7000-8000-000000000001";

    @TempDir
    private Path folder;

    private StubLamplighter lamplighter;

    @BeforeEach
    void start() throws IOException {
        lamplighter = new StubLamplighter();
        lamplighter.on("GET /api/devices?q=Kitchen%20plug&limit=1000", 200, page(PLUG, "null"));
        lamplighter.on("GET /api/devices/" + ID, 200, PLUG);
    }

    @AfterEach
    void stop() {
        lamplighter.close();
    }

    @Test
    void showsARangeInOtherUnits() {
        lamplighter.on(
                "GET /api/observations?device=" + ID + "&name=power&convertTo=kW&from=2026-11-21T00%3A00%3A00Z&limit=2",
                200,
                page("""
                        {"deviceId":"019a0000-0000-7000-8000-000000000001","name":"power","kind":"attribute","value":1.25,
                         "units":"kW","validAt":"2026-11-21T02:00:00Z"}""", "null"));

        var ran = run(
                "observations",
                "range",
                "--device=Kitchen plug",
                "--name=power",
                "--units=kW",
                "--from=2026-11-21T00:00:00Z",
                "--limit=2");

        assertThat(ran.out()).containsPattern("Kitchen plug +power +1.25 kW");
    }

    @Test
    void aggregatesByTheDayOfAPlace() {
        lamplighter.on(
                "GET /api/observations/aggregate?device=" + ID
                        + "&name=energy&from=2026-11-01T00%3A00%3A00Z&to=2026-11-03T00%3A00%3A00Z&bucket=P1D"
                        + "&functions=delta%2Cp95&timeZone=Europe%2FRome&fill=null&limit=1000",
                200,
                page("""
                        {"from":"2026-10-31T23:00:00Z","to":"2026-11-01T23:00:00Z","delta":1.23456789,"p95":7},
                        {"from":"2026-11-01T23:00:00Z","to":"2026-11-02T23:00:00Z","delta":null,"p95":null}""", "null"));

        var ran = run(
                "observations",
                "aggregate",
                "--device=" + ID,
                "--name=energy",
                "--from=2026-11-01T00:00:00Z",
                "--to=2026-11-03T00:00:00Z",
                "--bucket=P1D",
                "--functions=delta,p95",
                "--time-zone=Europe/Rome",
                "--fill=null");

        assertThat(ran.out())
                .containsPattern("FROM +TO +DELTA +P95")
                .containsPattern("1.23457 +7")
                .containsPattern("- +-");
    }

    @Test
    void exportsAStream() {
        lamplighter.on("GET /api/observations?device=" + ID, 200, "{\"name\":\"power\"}\n{\"name\":\"on\"}\n");

        assertThat(run("observations", "export", "--device=" + ID, "-").out())
                .isEqualTo("{\"name\":\"power\"}\n{\"name\":\"on\"}\n");
    }

    @Test
    void exportsEveryDeviceOfASelectionUnderOneHeader() {
        lamplighter.on(
                "GET /api/devices?label=room%3Akitchen&limit=1000",
                200, page(PLUG + "," + "{\"id\":\"d\"},".repeat(99) + "{\"id\":\"last\"}", "null"));
        lamplighter.on(
                "GET /api/observations?device=" + ID + "&device=d".repeat(99) + "&from=2026-11-21T00%3A00%3A00Z",
                200,
                "deviceId,name\n1,a\n");
        lamplighter.on(
                "GET /api/observations?device=last&from=2026-11-21T00%3A00%3A00Z", 200, "deviceId,name\nlast,b\n");

        var ran = run("observations", "export", "--label=room:kitchen", "--from=2026-11-21T00:00:00Z", "--format=csv");

        assertThat(ran.out()).isEqualTo("deviceId,name\n1,a\nlast,b\n");
    }

    @Test
    void importsCsvInChunksAndTellsEachRefusedLine() throws IOException {
        var file = Files.writeString(folder.resolve("o.csv"), """
                \ufeffdevice,name,value,units,validAt
                Kitchen plug,power,12.5,W,2026-11-21T02:00:00Z
                Kitchen plug,on,true,,2026-11-21T02:00:00Z
                Kitchen plug,mode,"eco, quiet",,2026-11-21T02:00:00Z
                """.replace("\n", "\r\n"));
        lamplighter.on("POST /api/observations", 503, "{\"title\":\"Busy\",\"status\":503}");
        lamplighter.on("POST /api/observations", 202, "{\"accepted\":2}");
        lamplighter.on("POST /api/observations", 202, """
                {"accepted":0,"refused":[{"index":0,"violations":[{"field":"[0].value","message":"is too long"}]}]}""");

        var ran = run("observations", "import", file.toString(), "--chunk=2");

        assertThat(ran.out()).contains("2 accepted, 1 refused");
        assertThat(ran.err()).contains("line 4: [0].value: is too long");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(lamplighter.asked("POST")).hasSize(3);
        assertThat(lamplighter.asked("POST").getFirst().body()).isEqualTo("""
                        [{"name":"power","value":12.5,"units":"W","validAt":"2026-11-21T02:00:00Z","deviceId":"%1$s"},\
                        {"name":"on","value":true,"validAt":"2026-11-21T02:00:00Z","deviceId":"%1$s"}]""".formatted(ID));
    }

    @Test
    void importsLinesFromOneOn() throws IOException {
        var file = Files.writeString(folder.resolve("o.ndjson"), "{\"name\":\"a\"}\n\n{\"name\":\"b\"}\n");
        lamplighter.on("POST /api/observations", 202, "{\"accepted\":1}");

        assertThat(run("observations", "import", file.toString(), "--from-line=2")
                        .exitCode())
                .isZero();
        assertThat(lamplighter.asked("POST").getFirst().body()).isEqualTo("[{\"name\":\"b\"}]");
    }

    @Test
    void tellsWhichLineCannotBeRead() throws IOException {
        var file = Files.writeString(folder.resolve("o.ndjson"), "{\"name\":\"a\"}\nnonsense\n");

        var ran = run("observations", "import", file.toString());

        assertThat(ran.err()).contains("o.ndjson, line 2:");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(lamplighter.asked("POST")).isEmpty();
    }

    private Terminal run(String... command) {
        return Terminal.run(lamplighter.url(), command);
    }
}
