package io.lamplighter.cli;

import static io.lamplighter.cli.DevicesCommandTest.HEATER;
import static io.lamplighter.cli.DevicesCommandTest.PLUG;
import static io.lamplighter.cli.DevicesCommandTest.page;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryCommandsTest {
    private static final String ID = "019a0000-0000-7000-8000-000000000001";

    @TempDir
    private Path folder;

    private StubLamplighter lamplighter;

    @BeforeEach
    void start() throws IOException {
        lamplighter = new StubLamplighter();
        lamplighter.on("GET /api/devices?q=Kitchen%20plug&limit=1000", 200, page(PLUG, "null"));
        lamplighter.on("GET /api/devices/" + ID, 200, PLUG.replace("\"enabled\"", "\"version\":7,\"enabled\""));
    }

    @AfterEach
    void stop() {
        lamplighter.close();
    }

    @Test
    void filtersByExpressionGroupAndDistance() {
        lamplighter.on(
                "GET /api/devices?type=plug&labels=room%20in%20%28kitchen%2Chall%29&group=cold"
                        + "&near=41.9%2C12.5&within=2km&sort=-updatedAt&limit=2",
                200, page(PLUG + "," + HEATER, "\"more\""));

        var ran = run(
                "devices",
                "list",
                "--type=plug",
                "--labels=room in (kitchen,hall)",
                "--group=cold",
                "--near=41.9,12.5",
                "--within=2km",
                "--sort=-updatedAt",
                "--limit=2",
                "--output=csv");

        assertThat(ran.out()).isEqualToNormalizingNewlines("""
                name,type,location.name,vendor,enabled,id
                Kitchen plug,plug,Kitchen,shelly,true,019a0000-0000-7000-8000-000000000001
                Heater,relay,,shelly,false,019a0000-0000-7000-8000-000000000002
                """);
        assertThat(run("devices", "--near=1,2").exitCode()).isEqualTo(2);
    }

    @Test
    void changesADeviceAsItWasRead() {
        lamplighter.on("PATCH /api/devices/" + ID, 200, PLUG.replace("Kitchen plug", "Hall plug"));

        var ran = run("devices", "set", ID, "--name=Hall plug", "--label=room=hall", "--remove-label=demo");

        var asked = lamplighter.asked("PATCH").getFirst();
        assertThat(asked.body()).isEqualTo("{\"name\":\"Hall plug\",\"labels\":{\"room\":\"hall\",\"demo\":null}}");
        assertThat(asked.ifMatch()).isEqualTo("\"7\"");
        assertThat(asked.contentType()).isEqualTo("application/merge-patch+json");
        assertThat(ran.out()).contains("Changed Hall plug", "name: Kitchen plug -> Hall plug");
    }

    @Test
    void tellsThatSomebodyElseChangedIt() {
        lamplighter.on("PATCH /api/devices/" + ID, 412, """
                {"title":"Stale version","status":412,"detail":"The device has version 8 now; read it again."}""");

        var ran = run("devices", "set", ID, "--enabled=false");

        assertThat(ran.err()).contains("Stale version", "has version 8");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(run("devices", "set", ID).err()).contains("Set what?");
        assertThat(run("devices", "set", ID, "--patch=[]").exitCode()).isEqualTo(2);
    }

    @Test
    void showsADeviceAsItWas() {
        lamplighter.on("GET /api/devices/" + ID + "?at=2026-11-20T08%3A00%3A00Z", 200, PLUG.replace("Kitchen", "Old"));

        assertThat(run("devices", "show", ID, "--at=2026-11-20T08:00:00Z").out())
                .containsPattern("name +Old plug")
                .doesNotContain("SERIES");
        assertThat(run("devices", "show", ID, "--at=yesterday").err()).contains("--at yesterday: must be a time");
    }

    @Test
    void tellsWhoChangedWhat() {
        lamplighter.on("GET /api/devices/" + ID + "/history?limit=50", 200, page("""
                        {"version":2,"at":"2026-11-21T02:00:00Z","by":"ada","action":"update","changes":[
                          {"field":"labels.room","from":"kitchen","to":"hall"},{"field":"enabled","from":true,"to":false}]},
                        {"version":1,"at":"2026-11-20T02:00:00Z","by":"import","action":"create","changes":[]}""", "null"));

        assertThat(run("devices", "history", "Kitchen plug").out())
                .containsPattern("ada +update +labels.room: kitchen -> hall; enabled: true -> false +2")
                .containsPattern("import +create +- +1");
    }

    @Test
    void importsAndTellsEachRefusedLine() throws IOException {
        var file = Files.writeString(folder.resolve("devices.csv"), "name,vendor\na,b\nc,d\n");
        lamplighter.on("POST /api/devices/import?dryRun=true&reconcile=true&vendor=shelly", 200, """
                {"line":2,"outcome":"created","id":"019a0000-0000-7000-8000-000000000001"}
                {"line":3,"outcome":"refused","violations":[{"field":"vendorIds","message":"must not be empty"}]}
                {"summary":{"lines":2,"created":1,"updated":0,"unchanged":0,"refused":1,"missing":0,"applied":false,"reconciled":false,"note":"Not reconciled: a line was refused."}}
                """);

        var ran = run("devices", "import", file.toString(), "--dry-run", "--reconcile", "--scope=shelly");

        assertThat(lamplighter.asked("POST").getFirst().body()).isEqualTo("name,vendor\na,b\nc,d\n");
        assertThat(lamplighter.asked("POST").getFirst().contentType()).isEqualTo("text/csv");
        assertThat(ran.out()).contains("2 lines: 1 created, 1 refused (nothing was changed)");
        assertThat(ran.err()).contains("line 3: vendorIds: must not be empty", "Not reconciled");
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    @Test
    void explainsAnImportThatIsRefusedAsAWhole() throws IOException {
        var file = Files.writeString(folder.resolve("devices.csv"), "colour\nred\n");
        lamplighter.on("POST /api/devices/import", 400, """
                {"title":"Wrong header","status":400,"violations":[{"field":"colour","message":"is no column"}]}""");

        var ran = run("devices", "import", file.toString());

        assertThat(ran.err()).contains("Wrong header", "colour: is no column");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(run("devices", "import", folder.resolve("nowhere.csv").toString())
                        .exitCode())
                .isEqualTo(2);
        assertThat(run("devices", "import", "devices.xls").err()).contains("Name it .csv or .ndjson");
    }

    @Test
    void readsTheAnswerWhileItSends() throws Exception {
        var large = folder.resolve("large.ndjson");
        Files.writeString(large, ("{\"name\":\"" + "x".repeat(1000) + "\"}\n").repeat(20_000));
        try (var server = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> answerEachPieceAtOnce(server));

            var ran = Terminal.run("http://127.0.0.1:" + server.getLocalPort(), "devices", "import", large.toString());

            assertThat(ran.err()).isEmpty();
            assertThat(ran.out()).contains("20,000 lines: 20,000 unchanged");
            assertThat(ran.exitCode()).isZero();
        }
    }

    /** As a service does that holds up whoever does not read: an answer of 20 MB before the last line is read. */
    private static void answerEachPieceAtOnce(ServerSocket server) {
        try (var socket = server.accept()) {
            var in = new BufferedInputStream(socket.getInputStream());
            var out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var piece = "{\"line\":1,\"outcome\":\"unchanged\",\"padding\":\"" + "y".repeat(10_000) + "\"}\n";
            for (var sent = 0; sent < 2000; sent++) {
                in.readNBytes(8 * 1024);
                out.write((Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
            }
            var summary = "{\"summary\":{\"lines\":20000,\"unchanged\":20000,\"refused\":0,\"applied\":true}}\n";
            out.write((Integer.toHexString(summary.length()) + "\r\n" + summary + "\r\n0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // the client has what it wanted
        }
    }

    @Test
    void exportsToAFileThatAppearsWhenItIsComplete() throws IOException {
        lamplighter.on("GET /api/devices/export?vendor=shelly", 200, "id,name\n1,Zürich\n");
        var file = folder.resolve("out.csv");

        assertThat(run("devices", "export", file.toString(), "--vendor=shelly").exitCode())
                .isZero();
        assertThat(file).hasContent("id,name\n1,Zürich\n");
        assertThat(run("devices", "export", "--vendor=shelly").out()).isEqualTo("id,name\n1,Zürich\n");
        assertThat(run("devices", "export", folder.resolve("no.csv").toString()).exitCode())
                .isEqualTo(2);
        assertThat(folder.resolve("no.csv")).doesNotExist();
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void keepsGroups() {
        var group = """
                {"id":"019a0000-0000-7000-8000-00000000000c","name":"cold rooms",\
                 "selector":{"labels":"room in (cellar,attic)","vendor":"shelly"},"updatedAt":"2026-11-21T02:00:00Z"}""";
        lamplighter.on("GET /api/groups?limit=1000", 200, page(group, "null"));
        lamplighter.on("GET /api/groups?name=cold%20rooms&limit=1000", 200, page(group, "null"));
        lamplighter.on("GET /api/groups?name=nope&limit=1000", 200, page("", "null"));
        lamplighter.on("GET /api/devices?group=cold%20rooms&limit=1000", 200, page(PLUG, "null"));
        lamplighter.on("POST /api/groups", 201, group);
        lamplighter.on("DELETE /api/groups/019a0000-0000-7000-8000-00000000000c", 204, "");

        assertThat(run("groups").out()).containsPattern("cold rooms +room in \\(cellar,attic\\), vendor shelly");
        assertThat(run("groups", "show", "cold rooms").out()).contains("Kitchen plug", "1 devices");
        assertThat(run("groups", "add", "cold rooms", "--labels=room in (cellar,attic)", "--label=a:b c")
                        .out())
                .contains("Made the group cold rooms");
        assertThat(lamplighter.asked("POST").getFirst().body())
                .isEqualTo(
                        "{\"name\":\"cold rooms\",\"selector\":{\"labels\":\"a=\\\"b c\\\", room in (cellar,attic)\"}}");
        assertThat(run("groups", "remove", "cold rooms").exitCode()).isZero();
        assertThat(run("groups", "add", "empty").exitCode()).isEqualTo(2);
        assertThat(run("groups", "show", "nope").err()).contains("There is no group named nope");
    }

    private Terminal run(String... command) {
        return Terminal.run(lamplighter.url(), command);
    }
}
