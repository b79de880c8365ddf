package io.lamplighter.devices.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.devices.Devices;
import io.lamplighter.local.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, initArgs = @ResourceArg(name = "database", value = "devices"))
class ImportOutageTest {
    private static final String END_BACKENDS = """
            select pg_terminate_backend(pid) from pg_stat_activity
            where usename = current_user and pid <> pg_backend_pid()""";

    private final String account = "o-" + UUID.randomUUID();

    @TestHTTPResource
    URI address;

    @Inject
    Pool database;

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void aClientThatGoesAwayLeavesWholeChunksOrNothing(String atomic) throws IOException {
        try (var upload = new Upload("?atomic=" + atomic)) {
            upload.send(0, 7000);
            upload.awaitLines(2000);
        }

        await().untilAsserted(() -> assertThat(running()).isZero());
        if (atomic.equals("true")) {
            assertThat(registered()).isZero();
        } else {
            assertThat(registered()).isPositive().matches(count -> count % 2000 == 0 || count == 7000);
        }
        assertThat(Imports.ndjson(lines(0, 10)).summary().getInteger("lines")).isEqualTo(10);
    }

    @Test
    void aDatabaseThatGoesAwayIsToldAndComesBack() throws IOException {
        try (var upload = new Upload("")) {
            upload.send(0, 5000);
            upload.awaitLines(2000);
            var _ = database.query(END_BACKENDS).execute().await().indefinitely();
            upload.send(5000, 6000);
            upload.finish();
            var last = upload.last();

            assertThat(last.getJsonObject("problem").getString("type"))
                    .isEqualTo("urn:problem:devices:database-unavailable");
            assertThat(last.getJsonObject("summary").getInteger("created")).isGreaterThanOrEqualTo(2000);
        }
        await().ignoreExceptions().untilAsserted(() -> assertThat(registered()).isPositive());
        assertThat(Imports.ndjson(lines(0, 6000)).summary().getInteger("refused"))
                .isZero();
        assertThat(registered()).isEqualTo(6000);
    }

    @Test
    void onlySoManyImportsRunAtATime() throws IOException {
        try (var one = new Upload("");
                var other = new Upload("")) {
            one.send(0, 1);
            other.send(1, 2);
            await().untilAsserted(() -> Imports.response("application/x-ndjson", "application/json", new byte[0])
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "5"));
            given().get("/api/devices?limit=1").then().statusCode(200);
        }
        await().untilAsserted(() -> Imports.response("application/x-ndjson", "application/json", new byte[0])
                .then()
                .statusCode(200));
    }

    private String lines(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number ->
                        Devices.plug(account + number).put("account", account).encode() + "\n")
                .collect(Collectors.joining());
    }

    private long registered() {
        return database.preparedQuery("select count(*) from device where account = $1")
                .execute(Tuple.of(account))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }

    private long running() {
        return database.query("select count(*) from pg_stat_activity where state like 'idle in transaction%'")
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }

    /** An import that is sent piece by piece. */
    private final class Upload implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader answer;

        Upload(String query) throws IOException {
            socket = new Socket(address.getHost(), address.getPort());
            socket.setSoTimeout(10_000);
            answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            write("POST /api/devices/import" + query + " HTTP/1.1\r\nHost: x\r\nAccept: application/x-ndjson\r\n"
                    + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
        }

        void send(int from, int to) throws IOException {
            var lines = lines(from, to);
            write(Integer.toHexString(lines.length()) + "\r\n" + lines + "\r\n");
        }

        void finish() throws IOException {
            write("0\r\n\r\n");
        }

        private void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        void awaitLines(int count) throws IOException {
            for (var seen = 0; seen < count; ) {
                seen += answer.readLine().startsWith("{\"line\"") ? 1 : 0;
            }
        }

        JsonObject last() throws IOException {
            var last = "";
            for (var line = answer.readLine(); line != null && !line.equals("0"); line = answer.readLine()) {
                last = line.startsWith("{") ? line : last;
            }
            return new JsonObject(last);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
