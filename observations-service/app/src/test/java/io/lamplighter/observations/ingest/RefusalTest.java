package io.lamplighter.observations.ingest;

import static io.lamplighter.observations.Observations.PATH;
import static io.lamplighter.observations.Observations.json;
import static io.lamplighter.observations.Observations.post;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.lamplighter.observations.Devices;
import io.lamplighter.observations.Observations;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RefusalTest {
    private static final Instant TIME = Instant.parse("2026-11-21T08:00:00Z");

    private final UUID device = Devices.registered();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"deviceId":D,"name":"a","value":NaN}                            | body
            {"deviceId":D,"name":"a","value":1e400}                          | value
            {"deviceId":D,"name":"a","value":-1e400}                         | value
            {"deviceId":D,"name":"a","value":null}                           | value
            {"deviceId":D,"name":"a"}                                        | value
            {"deviceId":D,"name":"a","value":[1]}                            | value
            {"deviceId":D,"name":"a","value":{"x":1}}                        | value
            {"deviceId":D,"name":"a","value":1,"value":2}                    | value
            {"deviceId":D,"name":"a","value":"21","units":"Cel"}             | value
            {"deviceId":D,"name":"a","value":"a\\u0000b"}                    | value
            {"deviceId":D,"name":"a","value":"a\\ud800"}                     | value
            {"deviceId":D,"name":"a","value":true,"units":"Cel"}             | units
            {"deviceId":D,"name":"a","value":1,"units":"12345678901"}        | units
            {"deviceId":D,"name":"a","value":1,"units":"a\\u0000"}           | units
            {"deviceId":D,"name":"a","value":1,"units":7}                    | units
            {"deviceId":D,"name":"A","value":1}                              | name
            {"deviceId":D,"name":"","value":1}                               | name
            {"deviceId":D,"name":"a b","value":1}                            | name
            {"deviceId":D,"name":"a\\u0000","value":1}                       | name
            {"deviceId":D,"name":7,"value":1}                                | name
            {"deviceId":D,"value":1}                                         | name
            {"deviceId":D,"name":"a","value":1,"validAt":"yesterday"}        | validAt
            {"deviceId":D,"name":"a","value":1,"validAt":1700000000}         | validAt
            {"deviceId":D,"name":"a","value":1,"validAt":"1969-12-31T23:59:59Z"}  | validAt
            {"deviceId":D,"name":"a","value":1,"validAt":"2099-01-01T00:00:00Z"}  | validAt
            {"deviceId":D,"name":"a","value":1,"validAt":"+1000000000-12-31T23:59:59Z"}  | validAt
            {"deviceId":"1-1-1-1-1","name":"a","value":1}                    | deviceId
            {"deviceId":7,"name":"a","value":1}                              | deviceId
            {"name":"a","value":1}                                           | deviceId
            7                                                                | body
            {"deviceId":D,"name":"a","value":1} {}                           | body
            {"deviceId":                                                     | body
            """)
    void namesWhatIsWrong(String body, String field) {
        post(body.replace("D", "\"" + device + "\""))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:observations:invalid-request"))
                .body("violations.field", hasItem(field))
                .body(not(containsString("Exception")))
                .body(not(containsString("jackson")));
    }

    @Test
    void takesTheGoodOnesAndNamesTheOthers() {
        var good = json(device, "a", "1", null, TIME);
        var unknown = json(Devices.unregistered(), "a", "1", null, TIME);

        post("[" + good + "," + unknown + "," + json(device, "b", "null", null, TIME) + "]")
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("refused.field", equalTo(java.util.List.of("[2].value", "[1].deviceId")));

        assertThat(Observations.stored(device, 1)).extracting("name").containsExactly("a");
    }

    @Test
    void namesEachValueOfAColumnThatIsWrong() {
        post("""
                {"deviceId":"%s","name":"power","units":"W",
                "validAt":["2026-11-21T08:00:00Z","2026-11-21T08:00:01Z","tomorrow","2026-11-21T08:00:03Z"],
                "values":[1,"x",3,4]}""".formatted(device))
                .statusCode(202)
                .body("accepted", equalTo(2))
                .body("refused.field", equalTo(java.util.List.of("values[1]", "validAt[2]")));
        post("{\"deviceId\":\"%s\",\"name\":\"power\",\"validAt\":[],\"values\":[1]}".formatted(device))
                .statusCode(400)
                .body("violations.field", hasItem("values"));
        post("{\"deviceId\":\"%s\",\"name\":\"Power\",\"validAt\":[\"x\",\"y\"],\"values\":[1,2]}".formatted(device))
                .statusCode(400)
                .body("violations.field", equalTo(java.util.List.of("name")));
        post("{\"deviceId\":\"%s\",\"name\":\"power\",\"values\":[%s]}".formatted(device, "1,".repeat(1_000_000) + "1"))
                .statusCode(413);

        assertThat(Observations.stored(device, 2)).hasSize(2);
    }

    @Test
    void saysWhichLineIsBroken() {
        given().contentType("application/x-ndjson")
                .body((json(device, "a", "1", null, TIME) + "\n{\"deviceId\":\n").getBytes(UTF_8))
                .post(PATH)
                .then()
                .statusCode(400)
                .body("violations.field", equalTo(java.util.List.of("[1]")));
    }

    @Test
    void acceptsWhatIsJustWithinTheLimits() {
        Observations.accepted(
                json(device, "a".repeat(100), "1.7976931348623157e308", "0123456789", TIME),
                json(device, "text", "\"" + "x".repeat(1024) + "\"", null, TIME),
                json(device, "early", "1", null, Instant.EPOCH),
                json(device, "late", "1", null, Instant.now().plus(Duration.ofDays(365))));

        assertThat(Observations.stored(device, 4)).hasSize(4);
        post(json(device, "text", "\"" + "x".repeat(1025) + "\"", null, TIME))
                .statusCode(400)
                .body("violations.field", hasItem("value"));
        post(json(device, "a".repeat(101), "1", null, TIME)).statusCode(400);
    }

    @Test
    void refusesMoreThanTenThousandAtOnce() {
        var one = json(device, "a", "1", null, TIME);

        post(IntStream.range(0, 10_001).mapToObj(i -> one).collect(java.util.stream.Collectors.joining(",", "[", "]")))
                .statusCode(413)
                .contentType("application/problem+json");
    }

    @Test
    void refusesABombOfNesting() {
        post("[".repeat(100_000)).statusCode(400).contentType("application/problem+json");
        post("{\"deviceId\":\"%s\",\"name\":\"a\",\"value\":%s".formatted(device, "[".repeat(100_000)))
                .statusCode(400)
                .contentType("application/problem+json");
        post("{\"value\":" + "9".repeat(5000) + "}").statusCode(400).contentType("application/problem+json");
    }

    @Test
    void refusesABodyOverTheLimit() throws java.io.IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + PATH))
                .header("Content-Type", "application/json")
                .expectContinue(true)
                .POST(HttpRequest.BodyPublishers.ofString(" ".repeat(11 * 1024 * 1024)))
                .build();

        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void refusesAnUnknownDeviceByItsPlace() {
        var unknown = Devices.unregistered();

        post(json(unknown, "a", "1", null, TIME)).statusCode(400).body("violations.field", hasItem("deviceId"));
        post("{\"vendor\":\"simulator\",\"vendorIds\":{\"id\":\"nobody\"},\"name\":\"a\",\"value\":1}")
                .statusCode(400)
                .body("violations.field", equalTo(java.util.List.of("vendorIds")));
        post("{\"vendor\":\"simulator\",\"name\":\"a\",\"value\":1}")
                .statusCode(400)
                .body("violations.field", equalTo(java.util.List.of("vendorIds")));
    }

    @Test
    void asksForPatienceWhileTheRegistryCannotTell() {
        post(json(Devices.undecided(), "a", "1", null, TIME))
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("type", endsWith("registry-unavailable"));
    }

    @Test
    void refusesOtherMediaTypesMethodsPathsAndCallers() {
        given().contentType("text/plain")
                .body("x")
                .post(PATH)
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
        given().contentType("application/json")
                .body("{}")
                .put(PATH)
                .then()
                .statusCode(405)
                .contentType("application/problem+json");
        given().get(PATH + "/nowhere").then().statusCode(404).contentType("application/problem+json");
        given().contentType("application/json")
                .header("Content-Encoding", "gzip")
                .body("{}")
                .post(PATH)
                .then()
                .statusCode(415);
        given().contentType("application/json")
                .body("")
                .post(PATH)
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("body"));
        given().header("X-Requested-By", "x".repeat(101))
                .get(PATH + "/latest")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("X-Requested-By"));
    }
}
