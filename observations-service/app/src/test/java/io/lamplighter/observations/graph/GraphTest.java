package io.lamplighter.observations.graph;

import static io.lamplighter.observations.Observations.accepted;
import static io.lamplighter.observations.Observations.json;
import static io.lamplighter.observations.Observations.stored;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.lamplighter.observations.Devices;
import io.lamplighter.observations.RegistryStub;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class GraphTest {
    private static final Instant TIME = Instant.parse("2026-11-21T08:00:00Z");
    private static final Path SCHEMA = Path.of("src/main/graphql/schema.graphql");
    private static final String EVERYTHING = """
            { devices(labels: ["fleet:%s"], first: %d) { next items { id name vendor labels { key value }
                latest { name number flag text units validAt stale }
                temperature: latest(names: ["t"], convertTo: "K") { number units }
                oldest: range(name: "t", newestFirst: false, limit: 1) { number validAt }
                newest: range(name: "t", limit: 2) { number validAt }
                aggregate(name: "t", from: "2026-11-21T00:00:00Z", to: "2026-11-22T00:00:00Z", bucket: "PT12H")
                    { units from to avg min max sum count first last }
                runningRuns { task state requestedBy } } } }""";

    @Inject
    MeterRegistry metrics;

    @Test
    void oneQuestionHasDevicesWithAllThatIsKnownOfThem() {
        var fleet = fleet("one", 3);

        ask(EVERYTHING.formatted("one", 2))
                .body("errors", nullValue())
                .body(
                        "data.devices.items.id",
                        equalTo(fleet.subList(0, 2).stream().map(UUID::toString).toList()))
                .body("data.devices.next", equalTo(fleet.get(1).toString()))
                .body("data.devices.items[0].latest.name", equalTo(List.of("on", "t")))
                .body("data.devices.items[0].latest[0].flag", equalTo(true))
                .body("data.devices.items[0].latest[1].number", equalTo(22.0f))
                .body("data.devices.items[0].latest[1].units", equalTo("Cel"))
                .body("data.devices.items[0].latest[1].validAt", equalTo("2026-11-21T08:00:02Z"))
                .body("data.devices.items[0].temperature[0].number", equalTo(295.15f))
                .body("data.devices.items[1].oldest.number", equalTo(List.of(20.0f)))
                .body("data.devices.items[1].newest.number", equalTo(List.of(22.0f, 21.0f)))
                .body("data.devices.items[1].aggregate.avg", equalTo(List.of(21.0f)))
                .body("data.devices.items[1].aggregate.count", equalTo(List.of(3)))
                .body("data.devices.items[1].runningRuns.task", hasItem("pull_status"));
    }

    @Test
    void aggregatesAreToldInTheUnitsThatAreAskedFor() {
        var question = """
                { device(id: "%s") {
                aggregate(name: "t", from: "2026-11-21T00:00:00Z", to: "2026-11-22T00:00:00Z", bucket: "PT12H", convertTo: "UNITS")
                { units avg min max sum count first last } } }""".formatted(fleet("warm", 1).getFirst());

        ask(question.replace("UNITS", "[degF]"))
                .body("errors", nullValue())
                .body(
                        "data.device.aggregate[0]",
                        equalTo(Map.of(
                                "units", "[degF]", "avg", 69.8f, "min", 68.0f, "max", 71.6f, "sum", 209.4f, "count", 3,
                                "first", 68.0f, "last", 71.6f)));
        ask(question.replace("UNITS", "W")).body("errors[0].message", containsString("convertTo"));
    }

    @Test
    void neitherStatementsNorCallsGrowWithTheDevices() {
        var few = fleet("few", 2);
        var many = fleet("many", 20);

        var first = cost("few", few.size());
        var second = cost("many", many.size());

        assertThat(second).isEqualTo(first);
        assertThat(second.statements()).isLessThanOrEqualTo(8);
        assertThat(second.calls()).isLessThanOrEqualTo(3);
    }

    private record Cost(long statements, long calls) {}

    private Cost cost(String fleet, int devices) {
        var statements = metrics.timer("lamplighter.queries.statement").count();
        var calls = RegistryStub.asked();
        ask(EVERYTHING.formatted(fleet, devices))
                .body("errors", nullValue())
                .body("data.devices.items", hasSize(devices));
        return new Cost(
                metrics.timer("lamplighter.queries.statement").count() - statements, RegistryStub.asked() - calls);
    }

    @Test
    void ordersAndPagesDevices() {
        var fleet = fleet("ordered", 5);

        var next = ask("{ devices(labels: [\"fleet:ordered\"], order: NAME, first: 3) { next items { id } } }")
                .body(
                        "data.devices.items.id",
                        equalTo(fleet.subList(0, 3).stream().map(UUID::toString).toList()))
                .extract()
                .jsonPath()
                .getString("data.devices.next");
        ask("{ devices(labels: [\"fleet:ordered\"], order: NAME, first: 3, after: \"" + next
                        + "\") { next items { id } } }")
                .body(
                        "data.devices.items.id",
                        equalTo(fleet.subList(3, 5).stream().map(UUID::toString).toList()))
                .body("data.devices.next", nullValue());
    }

    @Test
    void aDeviceThatDoesNotExistIsNull() {
        ask("{ device(id: \"" + UUID.randomUUID() + "\") { id } }").body("data.device", nullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ devices(first: 1001) { next } }",
                "{ device(id: \"x\") { id } }",
                "{ device(id: \"D\") { range(name: \"t\", limit: 1001) { number } } }",
                "{ device(id: \"D\") { range(name: \"t\", from: \"2026-01-02T00:00:00Z\", to: \"2026-01-01T00:00:00Z\") { number } } }",
                "{ device(id: \"D\") { aggregate(name: \"t\", from: \"1000-01-01T00:00:00Z\", to: \"2026-01-01T00:00:00Z\", bucket: \"PT1S\") { avg } } }",
                "{ device(id: \"D\") { aggregate(name: \"t\", from: \"2026-01-01T00:00:00Z\", to: \"2026-01-02T00:00:00Z\", bucket: \"PT0.000000001S\") { avg } } }",
                "{ device(id: \"D\") { latest(convertTo: \"W\") { number } } }",
                "{ nothing }"
            })
    void saysWhatIsWrongAndNothingOfItsInside(String question) {
        var device = fleet("wrong", 1).getFirst();

        ask(question.replace("D\"", device + "\""))
                .body("errors", hasSize(1))
                .body("errors[0].message", not(containsString("System error")))
                .body(not(containsString("io.lamplighter")))
                .body(not(containsString("at java")));
    }

    /** Its depth is limited too, but nothing of this schema nests that deep. */
    @Test
    void refusesWhatIsTooMuch() {
        var many = IntStream.range(0, 150)
                .mapToObj(i -> "f" + i + ": device(id: \"" + UUID.randomUUID() + "\") { id name }")
                .toList();
        var calls = RegistryStub.asked();

        ask("{ " + String.join(" ", many) + " }")
                .body("errors[0].message", containsString("maximum query complexity"))
                .body("data", nullValue());
        assertThat(RegistryStub.asked()).isEqualTo(calls);
    }

    /** Whoever changes the schema changes what clients rely on: replace the file by what this test wrote beside it. */
    @Test
    void keepsItsSchema() throws IOException {
        var schema = given().get("/graphql/schema.graphql")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        var written = Path.of("target/schema.graphql");
        Files.createDirectories(written.getParent());
        Files.writeString(written, schema);

        assertThat(schema).isEqualToNormalizingNewlines(Files.readString(SCHEMA));
    }

    private static List<UUID> fleet(String name, int size) {
        var fleet = Stream.generate(Devices::registered).limit(size).toList();
        accepted(fleet.stream()
                .flatMap(device -> Stream.of(
                        json(device, "t", "20", "Cel", TIME),
                        json(device, "t", "21", "Cel", TIME.plusSeconds(1)),
                        json(device, "t", "22", "Cel", TIME.plusSeconds(2)),
                        json(device, "on", "true", null, TIME)))
                .toArray(String[]::new));
        fleet.forEach(device -> assertThat(stored(device, 4)).hasSize(4));
        RegistryStub.fleet(name, fleet);
        return fleet;
    }

    private static ValidatableResponse ask(String question) {
        return given().contentType("application/json")
                .body(Map.of("query", question))
                .post("/graphql")
                .then()
                .statusCode(200);
    }
}
