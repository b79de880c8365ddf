package io.lamplighter.observations.ranges;

import static io.lamplighter.observations.Observations.PATH;
import static io.lamplighter.observations.Observations.accepted;
import static io.lamplighter.observations.Observations.items;
import static io.lamplighter.observations.Observations.json;
import static io.lamplighter.observations.Observations.stored;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.lamplighter.observations.Database;
import io.lamplighter.observations.Devices;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class StreamTest {
    private static final Instant TIME = Instant.parse("2026-11-21T08:00:00Z");
    private static final int MANY = 60_000;

    private final UUID device = Devices.registered();

    @Test
    void streamsAreWholeAndInOrder() throws SQLException {
        fill(MANY);

        var lines = lines("?device=" + device + "&format=ndjson&order=asc");

        assertThat(lines).hasSize(MANY);
        assertThat(lines).extracting(StreamTest::validAt).isSorted();
        assertThat(JsonPath.from(lines.get(7)).getDouble("value")).isEqualTo(7.0);
        assertThat(lines("?device=" + device + "&format=ndjson&limit=12345")).hasSize(12345);
        assertThat(lines("?device=" + device + "&format=csv"))
                .hasSize(MANY + 1)
                .startsWith("deviceId,name,kind,value,units,validAt,recordedAt");
    }

    @Test
    void aStreamIsChosenByItsMediaType() {
        accepted(json(device, "t", "1", "Cel", TIME), json(device, "on", "true", null, TIME.plusSeconds(1)));
        assertThat(stored(device, 2)).hasSize(2);

        given().accept("text/csv")
                .get(PATH + "?device=" + device)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"));
        given().accept("application/x-ndjson")
                .get(PATH + "/latest?device=" + device)
                .then()
                .statusCode(200)
                .contentType(startsWith("application/x-ndjson"));
        given().accept("application/json, application/problem+json")
                .get(PATH + "?device=" + device)
                .then()
                .statusCode(200)
                .contentType(startsWith("application/json"));
    }

    @Test
    void anEmptyStreamIsAnAnswerToo() {
        assertThat(lines("?format=ndjson&device=" + Devices.registered())).isEmpty();
        assertThat(lines("?format=csv&device=" + Devices.registered())).hasSize(1);
    }

    @Test
    void streamsAreCompressedForWhomThatSuits() throws SQLException {
        fill(2000);

        given().header("Accept-Encoding", "gzip")
                .get(PATH + "?format=csv&device=" + device)
                .then()
                .statusCode(200)
                .header("Content-Encoding", equalTo("gzip"));
        assertThat(lines("?format=csv&device=" + device)).hasSize(2001);
    }

    /** Whoever does not read is not read for: the service holds no more than two pieces and what the sockets hold. */
    @Test
    void aSlowReaderGetsAllOfItWithoutFillingTheMemory() throws IOException, SQLException {
        fill(MANY);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setReceiveBufferSize(128 * 1024);
            socket.getOutputStream()
                    .write(("GET " + PATH + "?format=csv&device=" + device
                                    + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1024);
            assertThat(reader.readLine()).contains("200");
            // Others are answered while this one does not read.
            assertThat(items("/latest?device=" + device)).hasSize(1);
            assertThat(reader.lines()
                            .filter(line -> line.contains(",attribute,"))
                            .count())
                    .isEqualTo(MANY);
        }
    }

    @Test
    void chartsHaveThePeaksInFewPoints() throws SQLException {
        fill(MANY);
        Database.execute(
                "update attribute set value = 1e6 from series s where s.id = series_id and device_id = '%s' and value = 31234"
                        .formatted(device));

        for (var method : List.of("lttb", "minmax")) {
            var points = items("?device=" + device + "&order=asc&points=100&downsample=" + method);
            assertThat(points).hasSizeBetween(50, 100);
            assertThat(points)
                    .extracting(each -> each.get("validAt").toString())
                    .isSorted();
            assertThat(points)
                    .extracting(each -> ((Number) each.get("value")).doubleValue())
                    .contains(1e6, 0.0, MANY - 1.0);
        }
        assertThat(lines("?device=" + device + "&points=10&downsample=lttb&format=csv"))
                .hasSize(11);
        assertThat(items("?device=" + device + "&points=10&downsample=lttb&from=2027-01-01T00:00:00Z"))
                .isEmpty();
    }

    @Test
    void fewPointsAreLeftAsTheyAre() {
        accepted(IntStream.range(0, 5)
                .mapToObj(i -> json(device, "t", "" + i, "Cel", TIME.plusSeconds(i)))
                .toArray(String[]::new));
        assertThat(stored(device, 5)).hasSize(5);

        assertThat(items("?order=asc&downsample=lttb&points=100&convertTo=K&device=" + device))
                .extracting(each -> ((Number) each.get("value")).doubleValue())
                .allSatisfy(value -> assertThat(value).isGreaterThan(273));
    }

    @ParameterizedTest
    @CsvSource({
        "format=xml,format",
        "downsample=average,downsample",
        "downsample=lttb&points=3,points",
        "downsample=lttb&points=10001,points",
        "points=100,points",
        "downsample=lttb&limit=10,limit",
        "format=csv&after=cjEuMQ,after",
        "convertTo=%C2%B0C,convertTo",
        "convertTo=W,convertTo"
    })
    void namesTheParameterThatIsWrong(String query, String field) {
        accepted(json(device, "t", "1", "Cel", TIME));
        assertThat(stored(device, 1)).hasSize(1);

        given().urlEncodingEnabled(false)
                .get(PATH + "?device=" + device + "&" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", hasItem(field));
    }

    private void fill(int rows) throws SQLException {
        Database.execute("""
                with s as (insert into series (device_id, name, kind, units) values ('%s', 'stream', 'attribute', 'W') returning id),
                l as (insert into latest (series_id, valid_at, recorded_at, value) select id, '2026-11-21T08:00:00Z', now(), 1 from s),
                b as (insert into batch (recorded_at) values (now()) returning id)
                insert into attribute (series_id, batch_id, valid_at, value)
                select s.id, b.id, timestamptz '2026-11-21T08:00:00Z' + n * interval '1 second', n
                from s, b, generate_series(0, %d) n""".formatted(device, rows - 1));
    }

    // Not parsed as JSON: there are many.
    private static Instant validAt(String line) {
        var start = line.indexOf("validAt") + 10;
        return Instant.parse(line.substring(start, line.indexOf('"', start)));
    }

    private static List<String> lines(String query) {
        var body = given().urlEncodingEnabled(false)
                .get(PATH + query)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        return Arrays.stream(body.split("\r?\n"))
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
