package io.lamplighter.interactions.problems;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.interactions.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
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
        {"task":"set_status","target":{"selector":{}},"arguments":{"value":true}}     | confirm
        {"task":"set_status","target":{"selector":{}},"arguments":{"value":true},"confirm":false} | confirm
        {"task":"set_status","target":{"selector":{}},"arguments":{"value":true},"confirm":"yes"} | confirm
        {"task":"set_status","target":{"selector":{"vendor":"a"}},"arguments":{"value":true,"name":" "}} | arguments.name
        {"task":"set_attributes","target":{"selector":{"vendor":"a"}},"arguments":{"name":"a","value":1e999}} | arguments.value
        {"task":"pull_all","target":{"selector":{"expression":"a=b c"}}}              | target.selector.expression
        {"task":"pull_all","target":{"selector":{"expression":"a in b"}}}             | target.selector.expression
        {"task":"pull_all","target":{"group":""}}                                     | target.group
        {"task":"pull_all","target":{"failedOf":"x"}}                                 | target.failedOf
        {"task":"pull_all","target":{"selector":{}},"retry":{"attempts":0}}           | retry.attempts
        {"task":"pull_all","target":{"selector":{}},"retry":{"attempts":21}}          | retry.attempts
        {"task":"pull_all","target":{"selector":{}},"retry":{"delay":"PT0S"}}         | retry.delay
        {"task":"pull_all","target":{"selector":{}},"retry":{"maxDelay":"P2D"}}       | retry.maxDelay
        {"task":"pull_all","target":{"selector":{}},"rollout":{}}                     | rollout
        {"task":"pull_all","target":{"selector":{}},"rollout":{"rate":0}}             | rollout.rate
        {"task":"pull_all","target":{"selector":{}},"rollout":{"rate":"fast"}}        | rollout.rate
        {"task":"pull_all","target":{"selector":{}},"rollout":{"concurrency":-1}}     | rollout.concurrency
        {"task":"pull_all","target":{"selector":{}},"rollout":{"abortAfterFailedPercent":101}} | rollout.abortAfterFailedPercent
        {"task":"pull_all","target":{"selector":{}},"rollout":{"canary":0}}           | rollout.canary
        {"task":"workflow"}                                                           | arguments.steps
        {"steps":[]}                                                                  | arguments.steps
        {"task":"workflow","arguments":{"steps":["x"]}}                               | arguments.steps[0]
        {"task":"pull_all","steps":[{"task":"refresh_all"}]}                          | task
        {"steps":[{"task":"dance","target":{"selector":{}}}]}                         | arguments.steps[0].task
        {"steps":[{"task":"workflow","target":{"selector":{}}}]}                      | arguments.steps[0].task
        {"steps":[{"task":"pull_all"}]}                                               | arguments.steps[0].target
        {"steps":[{"task":"set_status","target":{"selector":{"vendor":"a"}}}]}        | arguments.steps[0].arguments.value
        {"steps":[{"task":"set_status","target":{"selector":{}},"arguments":{"value":true}}]} | arguments.steps[0].confirm
        {"steps":[{"task":"refresh_all","onFailure":"panic"}]}                        | arguments.steps[0].onFailure
        {"steps":[{"parallel":[]}]}                                                   | arguments.steps[0].parallel
        {"steps":[{"task":"refresh_all","parallel":[{"task":"refresh_all"}]}]}        | arguments.steps[0]
        {"steps":[{"task":"refresh_all","arguments":{"a":{"$from":"/steps/0/values/a"}}}]} | arguments.steps[0].arguments
        {"steps":[{"task":"refresh_all","arguments":{"a":{"$from":7}}}]}              | arguments.steps[0].arguments
        {"steps":[{"task":"refresh_all"}],"retry":{"attempts":2}}                     | retry
        {"steps":[{"task":"refresh_all"}],"target":{"devices":["01890000-0000-7000-8000-000000000001"]}} | target
        {"task":"follow_signal","target":{"selector":{"vendor":"a"}},"arguments":{"source":"none","below":1,"above":2}} | arguments.source
        {"task":"follow_signal","target":{"selector":{"vendor":"a"}},"arguments":{"source":"grid","below":3,"above":2}} | arguments.below
        {"task":"follow_signal","target":{"selector":{"vendor":"a"}},"arguments":{"source":"grid","below":1}} | arguments.above
        {"task":"follow_signal","target":{"selector":{"vendor":"a"}},"arguments":{"source":"grid","below":1,"above":2,"fallback":"off"}} | arguments.fallback
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
        "cron":"* * * * * *"                           | cron
        "cron":"* * 3 * * *"                           | cron
        "cron":"H/0 * * * *"                           | cron
        "cron":"@sometimes"                            | cron
        "cron":"* * * * *","rate":"PT1M"               | cron
        "cron":"* * * * *","at":"2030-01-01T00:00:00Z" | cron
        "at":"2030-01-01T00:00:00Z","after":"PT1S"     | after
        "at":"2020-01-01T00:00:00Z"                    | at
        "at":"tomorrow"                                | at
        "at":1900000000                                | at
        "at":"9999-01-01T00:00:00Z"                    | at
        "after":"PT-1S"                                | after
        "after":"P400D"                                | after
        "rate":"PT0.1S"                                | rate
        "rate":60                                      | rate
        "cron":"* * * * *","startAt":"2030-01-02T00:00:00Z","endAt":"2030-01-01T00:00:00Z" | endAt
        "cron":"* * * * *","endAt":"2020-01-01T00:00:00Z" | endAt
        "cron":"0 0 1 1 *","startAt":"2030-01-02T00:00:00Z","endAt":"2030-02-01T00:00:00Z" | cron
        "every":"PT1M","jitter":"PT1S"                 | jitter
        "cron":"* * * * *","jitter":"P2D"              | jitter
        "cron":"* * * * *","days":"xor"                | days
        "cron":"* * * * *","quiet":[{"from":"25:00","to":"01:00"}] | quiet[0]
        "cron":"* * * * *","quiet":[{"from":"01:00"}]  | quiet[0]
        "cron":"* * * * *","quiet":[{"from":"01:00","to":"01:00"}] | quiet[0]
        "cron":"* * * * *","quiet":[{"from":"01:00","to":"02:00","timeZone":"Mars"}] | quiet[0]
        "cron":"* * * * *","quiet":[null]              | quiet[0]
        "cron":"* * * * *","quiet":"never"             | quiet
        "cron":"* * * * *","misfireHorizon":"PT-1S"    | misfireHorizon
        "cron":"* * * * *","runAtStart":"yes"          | runAtStart
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
        /api/schedules?set=%00                | set
        /api/schedules/export?set=%00         | set
        /api/schedules?after=%C3%A4           | after
        /api/schedules?after=AA               | after
        /api/ensures?state=good               | state
        /api/ensures?device=x                 | device
        /api/interactions?parent=x            | parent
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
        POST   | /api/interactions/01890000-0000-7000-8000-000000000001/rerun
        DELETE | /api/interactions/01890000-0000-7000-8000-000000000001
        GET    | /api/ensures/01890000-0000-7000-8000-000000000001
        DELETE | /api/ensures/01890000-0000-7000-8000-000000000001
        GET    | /api/nothing
        """)
    void doesNotFindWhatIsNotThere(String method, String path) {
        isProblem(given().request(method, path), 404, null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                                                                            | deviceId
        {"deviceId":"x","value":true}                                                 | deviceId
        {"deviceId":"01890000-0000-7000-8000-000000000001"}                           | value
        {"deviceId":"01890000-0000-7000-8000-000000000001","value":[1]}               | value
        {"deviceId":"01890000-0000-7000-8000-000000000001","value":1e999}             | value
        {"deviceId":"01890000-0000-7000-8000-000000000001","value":1,"name":""}       | name
        {"deviceId":"01890000-0000-7000-8000-000000000001","value":1,"tolerance":-1}  | tolerance
        {"deviceId":"01890000-0000-7000-8000-000000000001","value":1,"atMostEvery":"PT0S"} | atMostEvery
        {"deviceId":"01890000-0000-7000-8000-000000000001","value":1,"checkEvery":"P8D"} | checkEvery
        {"deviceId":"01890000-0000-7000-8000-000000000001","value":1,"timeout":1}     | timeout
        """)
    void refusesABadWantedValue(String body, String field) {
        isProblem(post("/api/ensures", body), 400, field);
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
