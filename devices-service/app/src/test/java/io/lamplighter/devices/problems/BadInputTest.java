package io.lamplighter.devices.problems;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.lamplighter.devices.Devices;
import io.lamplighter.local.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, initArgs = @ResourceArg(name = "database", value = "devices"))
class BadInputTest {
    @TestHTTPResource
    URI address;

    static Stream<Arguments> badFields() {
        return Stream.of(
                Arguments.of("name", "{'name':null}"),
                Arguments.of("name", "{'name':''}"),
                Arguments.of("name", "{'name':' '}"),
                Arguments.of("name", "{'name':'%s'}".formatted("x".repeat(101))),
                Arguments.of("name", "{'name':42}"),
                Arguments.of("name", "{'name':true}"),
                Arguments.of("name", "{'name':{}}"),
                Arguments.of("name", "{'name':['a']}"),
                Arguments.of("name", "{'name':'a\\u0000b'}"),
                Arguments.of("name", "{'name':'a\\ud800b'}"),
                Arguments.of("type", "{'type':null}"),
                Arguments.of("type", "{'type':1.5}"),
                Arguments.of("type", "{'type':'%s'}".formatted("x".repeat(101))),
                Arguments.of("type", "{'type':'\\u0000'}"),
                Arguments.of("vendor", "{'vendor':null}"),
                Arguments.of("vendor", "{'vendor':'Shelly'}"),
                Arguments.of("vendor", "{'vendor':'a b'}"),
                Arguments.of("vendor", "{'vendor':'%s'}".formatted("x".repeat(51))),
                Arguments.of("account", "{'account':''}"),
                Arguments.of("account", "{'account':'%s'}".formatted("x".repeat(101))),
                Arguments.of("account", "{'account':7}"),
                Arguments.of("account", "{'account':'\\u0000'}"),
                Arguments.of("vendorIds", "{'vendorIds':null}"),
                Arguments.of("vendorIds", "{'vendorIds':{}}"),
                Arguments.of("vendorIds", "{'vendorIds':'mac'}"),
                Arguments.of("vendorIds", "{'vendorIds':[]}"),
                Arguments.of("vendorIds", "{'vendorIds':{%s}}".formatted(entries(17))),
                Arguments.of("vendorIds.mac", "{'vendorIds':{'mac':5}}"),
                Arguments.of("vendorIds.mac", "{'vendorIds':{'mac':null}}"),
                Arguments.of("vendorIds.mac", "{'vendorIds':{'mac':''}}"),
                Arguments.of("vendorIds.mac", "{'vendorIds':{'mac':'a\\u0000'}}"),
                Arguments.of("vendorIds.mac", "{'vendorIds':{'mac':'%s'}}".formatted("x".repeat(101))),
                Arguments.of("vendorIds." + "x".repeat(101), "{'vendorIds':{'%s':'1'}}".formatted("x".repeat(101))),
                Arguments.of("location", "{'location':'kitchen'}"),
                Arguments.of("location", "{'location':[1,2]}"),
                Arguments.of("location.name", "{'location':{'name':'%s'}}".formatted("x".repeat(101))),
                Arguments.of("location.name", "{'location':{'name':'\\u0000'}}"),
                Arguments.of("location.latitude", "{'location':{'latitude':90.1}}"),
                Arguments.of("location.latitude", "{'location':{'latitude':'41'}}"),
                Arguments.of("location.latitude", "{'location':{'latitude':'NaN'}}"),
                Arguments.of("location.latitude", "{'location':{'latitude':''}}"),
                Arguments.of("location.latitude", "{'location':{'latitude':1e999}}"),
                Arguments.of("location.longitude", "{'location':{'longitude':-180.1}}"),
                Arguments.of("location.longitude", "{'location':{'longitude':true}}"),
                Arguments.of("location.timeZone", "{'location':{'timeZone':'Mars/Olympus'}}"),
                Arguments.of("location.timeZone", "{'location':{'timeZone':1}}"),
                Arguments.of("labels", "{'labels':[]}"),
                Arguments.of("labels", "{'labels':'a'}"),
                Arguments.of("labels", "{'labels':{%s}}".formatted(entries(65))),
                Arguments.of("labels.a", "{'labels':{'a':1}}"),
                Arguments.of("labels.a", "{'labels':{'a':false}}"),
                Arguments.of("labels.a", "{'labels':{'a':{}}}"),
                Arguments.of("labels.a:b", "{'labels':{'a:b':'1'}}"),
                Arguments.of("labels." + "x".repeat(64), "{'labels':{'%s':'1'}}".formatted("x".repeat(64))),
                Arguments.of("metadata", "{'metadata':[]}"),
                Arguments.of("metadata", "{'metadata':'a'}"),
                Arguments.of("metadata", "{'metadata':{'a':'%s'}}".formatted("x".repeat(16_384))),
                Arguments.of("metadata", "{'metadata':{'a':'b\\u0000'}}"),
                Arguments.of("metadata", "{'metadata':{'a\\u0000':'b'}}"),
                Arguments.of("metadata", "{'metadata':{'a':1e999}}"),
                Arguments.of("metadata", "{'metadata':%s1%s}".formatted("{'a':".repeat(33), "}".repeat(33))),
                Arguments.of("metadata", "{'metadata':{'a':%s%s}}".formatted("[".repeat(32), "]".repeat(32))),
                Arguments.of("parentId", "{'parentId':'me'}"),
                Arguments.of("parentId", "{'parentId':''}"),
                Arguments.of("parentId", "{'parentId':7}"),
                Arguments.of("parentId", "{'parentId':'019aa000-0000-7000-8000-000000000000'}"),
                Arguments.of("enabled", "{'enabled':'false'}"),
                Arguments.of("enabled", "{'enabled':''}"),
                Arguments.of("enabled", "{'enabled':0}"),
                Arguments.of("enabled", "{'enabled':[]}"));
    }

    private static String entries(int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj("'k%d':'v'"::formatted)
                .collect(java.util.stream.Collectors.joining(","));
    }

    @ParameterizedTest
    @MethodSource("badFields")
    void namesTheFieldThatIsWrong(String field, String change) {
        var json = change.replace('\'', '"');
        var body = Devices.plug().encode();
        var bad = body.substring(0, body.length() - 1) + "," + json.substring(1);
        var id = Devices.registerId(Devices.plug());

        refused(
                given().contentType("application/json")
                        .body(bad)
                        .post("/api/devices")
                        .then(),
                field);
        refused(
                given().contentType("application/json")
                        .body(bad)
                        .put("/api/devices/" + id)
                        .then(),
                field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name | {'name':null}",
                "name | {'name':5}",
                "vendorIds.mac | {'vendorIds':{'mac':5}}",
                "vendorIds | {'vendorIds':null}",
                "location.latitude | {'location':{'latitude':'x'}}",
                "location.timeZone | {'location':{'timeZone':'x'}}",
                "enabled | {'enabled':'true'}",
                "labels.a | {'labels':{'a':7}}",
                "name | {'name':'\\u0000'}",
            })
    void namesTheFieldThatIsWrongInAPatch(String field, String patch) {
        var id = Devices.registerId(Devices.plug());

        refused(
                given().contentType("application/merge-patch+json")
                        .body(patch.replace('\'', '"'))
                        .patch("/api/devices/" + id)
                        .then(),
                field);
    }

    @Test
    void namesEveryFieldThatIsMissing() {
        given().contentType("application/json")
                .body("{}")
                .post("/api/devices")
                .then()
                .statusCode(400)
                .body("violations.field", equalTo(java.util.List.of("name", "type", "vendor", "vendorIds")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "\"x\"",
                "{",
                "{\"name\":",
                "{\"name\" \"x\"}",
                "nonsense",
                "{'name':'x'}",
                "\0",
                "[[[[{"
            })
    void refusesWhatIsNotADevice(String body) {
        var id = Devices.registerId(Devices.plug());
        for (var method : java.util.List.of("POST", "PUT", "PATCH")) {
            var path = method.equals("POST") ? "/api/devices" : "/api/devices/" + id;
            given().contentType("application/json")
                    .body(body)
                    .request(method, path)
                    .then()
                    .spec(clean(400));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"labels\":", "{\"unknown\":", ""})
    void refusesDeepJson(String start) {
        given().contentType("application/json")
                .body(start + "[".repeat(3_000))
                .post("/api/devices")
                .then()
                .spec(clean(400));
        given().contentType("application/json")
                .body(start + "{\"a\":".repeat(3_000))
                .patch("/api/devices/" + Devices.registerId(Devices.plug()))
                .then()
                .spec(clean(400));
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/api/devices,text/plain,415",
        "POST,/api/devices,application/xml,415",
        "PATCH,/api/devices/019aa000-0000-7000-8000-000000000000,text/csv,415",
        "DELETE,/api/devices,application/json,405",
        "POST,/api/devices/019aa000-0000-7000-8000-000000000000,application/json,405",
        "PUT,/api/devices/019aa000-0000-7000-8000-000000000000,application/json,404",
        "GET,/api/devices/not-a-uuid,application/json,404",
        "GET,/api/devices/019aa000-0000-7000-8000-000000000000,application/json,404",
        "DELETE,/api/devices/019aa000-0000-7000-8000-000000000000,application/json,404",
        "GET,/api/nothing,application/json,404",
        "GET,/nothing,application/json,404",
    })
    void refusesCleanly(String method, String path, String type, int status) {
        given().contentType(type)
                .body(Devices.plug().encode())
                .request(method, path)
                .then()
                .spec(clean(status));
    }

    @Test
    void refusesABodyOfAHundredMegabytes() throws IOException {
        var head =
                "POST /api/devices HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 104857600\r\n\r\n";

        assertThat(answer(head, 1 << 20))
                .startsWith("HTTP/1.1 413")
                .contains("application/problem+json")
                .contains("request-entity-too-large", "10 MB");
    }

    @Test
    void refusesAnEndlessBody() throws IOException {
        var head =
                "POST /api/devices HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

        assertThat(answer(head, 100 << 20)).startsWith("HTTP/1.1 413").doesNotContain("Exception");
    }

    @Test
    void ignoresWhatItDoesNotKnow() {
        given().contentType("application/json")
                .body(Devices.plug().put("colour", "red").put("id", 7).encode())
                .post("/api/devices")
                .then()
                .statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 5000})
    void refusesACallerWithTooLongAName(int length) {
        given().header("X-Requested-By", "x".repeat(length))
                .get("/api/devices")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("X-Requested-By"));
    }

    @Test
    void countsWhatItRefuses() {
        given().get("/api/devices/not-a-uuid").then().statusCode(404);

        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("lamplighter_refusals_total{problem=\"urn:problem:devices:not-found\""));
    }

    private String answer(String head, int most) throws IOException {
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(10_000);
            var writer = Thread.ofVirtual().start(() -> send(socket, head, most));
            var answer = read(socket.getInputStream());
            writer.interrupt();
            return answer;
        }
    }

    private static void send(Socket socket, String head, int most) {
        try {
            var out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            var chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (var sent = 0; sent < most; sent += chunk.length) {
                out.write(chunk);
            }
        } catch (IOException _) {
            // the server has hung up, as it should
        }
    }

    private static String read(InputStream in) throws IOException {
        var answer = new java.io.ByteArrayOutputStream();
        try {
            int next;
            while ((next = in.read()) >= 0) {
                answer.write(next);
                if (next == '}' || answer.size() > 4096) {
                    break;
                }
            }
        } catch (IOException _) {
            // hung up; what came before counts
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static void refused(ValidatableResponse answer, String field) {
        answer.spec(clean(400)).body("violations.field", hasItem(field));
    }

    private static io.restassured.specification.ResponseSpecification clean(int status) {
        return new io.restassured.builder.ResponseSpecBuilder()
                .expectStatusCode(status)
                .expectContentType("application/problem+json")
                .expectBody("type", startsWith("urn:problem:devices:"))
                .expectBody("status", equalTo(status))
                .expectBody(not(containsString("Exception")))
                .expectBody(not(containsString("java")))
                .expectBody(not(containsString("lamplighter")))
                .build();
    }
}
