package io.lamplighter.interactions.problems;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.interactions.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class BadInputTest extends ServiceTest {
    private static final String ID = "01890000-0000-7000-8000-000000000001";

    private static void isProblem(Response answer, int status, String field) {
        var body = answer.asString();
        assertThat(answer.statusCode()).as(body).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(body).doesNotContain("io.lamplighter", "java.", "Exception", "fasterxml");
        if (field != null) {
            assertThat(answer.jsonPath().getList("violations.field")).as(body).contains(field);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                                                                             | body
            []                                                                            | body
            null                                                                          | body
            ``                                                                            | body
            {"task":"pull_all"} x                                                         | body
            {}                                                                            | task
            {"task":17,"target":{"selector":{}}}                                          | task
            {"task":"","target":{"selector":{}}}                                          | task
            {"task":"dance","target":{"selector":{}}}                                     | task
            {"task":"pull\\u0000","target":{"selector":{}}}                               | task
            {"task":"pull_all"}                                                           | target
            {"task":"pull_all","target":{}}                                               | target
            {"task":"pull_all","target":7}                                                | target
            {"task":"pull_all","target":{"devices":[]}}                                   | target.devices
            {"task":"pull_all","target":{"devices":["x"]}}                                | target.devices[0]
            {"task":"pull_all","target":{"devices":[null]}}                               | target.devices[0]
            {"task":"pull_all","target":{"devices":["01890000-0000-7000-8000-000000000001"],"selector":{}}} | target
            {"task":"pull_all","target":{"selector":{"labels":[]}}}                       | target.selector.labels
            {"task":"pull_all","target":{"selector":{"vendor":true}}}                     | target.selector.vendor
            {"task":"pull_all","target":{"selector":{"labels":{"a":"\\u0000"}}}}          | target.selector.labels.a
            {"task":"pull_all","target":{"selector":{}},"timeout":"soon"}                 | timeout
            {"task":"pull_all","target":{"selector":{}},"timeout":10}                     | timeout
            {"task":"pull_all","target":{"selector":{}},"timeout":"PT2H"}                 | timeout
            {"task":"pull_all","target":{"selector":{}},"timeout":"PT0S"}                 | timeout
            {"task":"pull_all","target":{"selector":{}},"arguments":[]}                   | arguments
            {"task":"set_status","target":{"selector":{}}}                                | arguments.value
            {"task":"set_status","target":{"selector":{}},"arguments":{"value":1}}        | arguments.value
            {"task":"set_status","target":{"selector":{}},"arguments":{"value":true,"name":7}} | arguments.name
            {"task":"set_attributes","target":{"selector":{}},"arguments":{"value":21}}   | arguments.name
            {"task":"set_attributes","target":{"selector":{}},"arguments":{"name":"a","value":"21"}} | arguments.value
            {"task":"pull_all","target":{"selector":{}},"arguments":{"a":["\\u0000"]}}    | arguments.a[0]
            """)
    void refusesABadInteraction(String body, String field) {
        isProblem(post("/api/interactions", body), 400, field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "cron":"61 * * * *"                            | cron
            "cron":"0 0 30 2 *"                            | cron
            "cron":"* * * *"                               | cron
            "cron":""                                      | cron
            "cron":17                                      | cron
            "cron":"* * * * *","every":"PT1M"              | cron
            "name":"x"                                     | cron
            "every":"PT0.5S"                               | every
            "every":"P400D"                                | every
            "every":"often"                                | every
            "cron":"* * * * *","timeZone":"Mars/Olympus"   | timeZone
            "cron":"* * * * *","timeZone":""               | timeZone
            "cron":"* * * * *","misfire":"never"           | misfire
            "cron":"* * * * *","overlap":1                 | overlap
            "cron":"* * * * *","enabled":"true"            | enabled
            "cron":"* * * * *","name":""                   | name
            "cron":"* * * * *","name":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" | name
            "cron":"* * * * *","task":"dance"              | task
            "cron":"* * * * *","target":{}                 | target
            "cron":"* * * * *","timeout":"PT0.01S"         | timeout
            "cron":"* * * * *","task":"set_attributes"     | arguments.value
            """)
    void refusesABadSchedule(String fields, String field) {
        var name = fields.contains("\"name\"") ? "" : "\"name\":\"" + UUID.randomUUID() + "\",";
        var task = fields.contains("\"task\"") ? "" : "\"task\":\"pull_all\",";
        var target = fields.contains("\"target\"") ? "" : "\"target\":{\"selector\":{}},";

        isProblem(post("/api/schedules", "{" + name + task + target + fields + "}"), 400, field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/runs?limit=0                     | limit
            /api/runs?limit=1001                  | limit
            /api/runs?limit=x                     | limit
            /api/runs?after=x                     | after
            /api/runs?after=%25%25                | after
            /api/runs?interaction=x               | interaction
            /api/runs?schedule=1                  | schedule
            /api/runs?device=x                    | device
            /api/runs?state=sleeping              | state
            /api/interactions?state=dispatched    | state
            /api/interactions?schedule=x          | schedule
            /api/interactions?limit=-1            | limit
            /api/interactions?after=%00           | after
            /api/interactions?task=%00            | task
            /api/schedules?limit=99999            | limit
            /api/schedules?after=%C3%A4           | after
            /api/schedules?after=AA               | after
            """)
    void refusesABadQuery(String path, String field) {
        isProblem(given().urlEncodingEnabled(false).get(path), 400, field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /api/interactions/x
            GET    | /api/interactions/01890000-0000-7000-8000-000000000001
            POST   | /api/interactions/01890000-0000-7000-8000-000000000001/cancel
            GET    | /api/runs/x
            GET    | /api/runs/01890000-0000-7000-8000-000000000001
            GET    | /api/schedules/x
            GET    | /api/schedules/01890000-0000-7000-8000-000000000001
            DELETE | /api/schedules/01890000-0000-7000-8000-000000000001
            POST   | /api/schedules/01890000-0000-7000-8000-000000000001/run
            GET    | /api/schedules/01890000-0000-7000-8000-000000000001/next
            GET    | /api/nothing
            """)
    void doesNotFindWhatIsNotThere(String method, String path) {
        isProblem(given().request(method, path), 404, null);
    }

    @Test
    void refusesWhatHttpCanGetWrong() {
        isProblem(given().contentType("text/plain").body("x").post("/api/interactions"), 415, null);
        isProblem(given().contentType("text/plain").body("x").post("/api/schedules"), 415, null);
        isProblem(given().delete("/api/interactions"), 405, null);
        isProblem(given().contentType("application/json").body("{}").put("/api/schedules/" + ID), 404, null);
        isProblem(given().header("X-Requested-By", "a".repeat(101)).get("/api/runs"), 400, "X-Requested-By");
        isProblem(
                given().contentType("application/json")
                        .header("Prefer", "wait=soon")
                        .body("{\"task\":\"pull_all\",\"target\":{\"selector\":{}}}")
                        .post("/api/interactions"),
                400,
                "Prefer");
    }

    @Test
    void refusesABodyOverTheLimit() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            var request = "POST /api/interactions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 11534336\r\n\r\n{";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();

            var status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);

            assertThat(status).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void refusesADeepNest() {
        isProblem(post("/api/interactions", "[".repeat(100_000)), 400, "body");
        isProblem(post("/api/interactions", "{\"arguments\":" + "[".repeat(500) + "]".repeat(500) + "}"), 400, null);
    }
}
