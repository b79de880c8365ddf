package io.lamplighter.devices.versions;

import static io.lamplighter.devices.Devices.asked;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.lamplighter.devices.Devices;
import io.lamplighter.local.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, initArgs = @ResourceArg(name = "database", value = "devices"))
class LostUpdatesTest {
    private static final int CLIENTS = 32;
    private static final int EACH = 5;

    /** Every client adds one to a number, again and again; the sum says whether one overwrote another. */
    @Test
    void noUpdateIsLost() throws Exception {
        var ids = Stream.generate(() -> Devices.registerId(counter())).limit(4).toList();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = IntStream.range(0, CLIENTS)
                    .<Callable<Void>>mapToObj(client -> () -> {
                        for (var turn = 0; turn < EACH; turn++) {
                            increment(ids.get((client + turn) % ids.size()));
                        }
                        return null;
                    })
                    .toList();
            for (var done : clients.invokeAll(work)) {
                done.get();
            }
        }

        var devices = ids.stream().map(LostUpdatesTest::read).toList();
        assertThat(devices.stream()
                        .mapToInt(device -> device.getInt("metadata.count"))
                        .sum())
                .isEqualTo(CLIENTS * EACH);
        assertThat(devices.stream()
                        .mapToInt(device -> device.getInt("version") - 1)
                        .sum())
                .isEqualTo(CLIENTS * EACH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "W/\"1\"", "\"7\", \"1\"", "*"})
    void whoKnowsTheVersionIsSentNothing(String known) {
        var path = "/api/devices/" + Devices.registerId(Devices.plug());

        given().header("If-None-Match", known)
                .get(path)
                .then()
                .statusCode(304)
                .header("ETag", "\"1\"")
                .body(equalTo(""));
        given().header("If-None-Match", "\"2\"")
                .get(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"");
    }

    private static JsonObject counter() {
        return Devices.plug().put("metadata", JsonObject.of("count", 0));
    }

    private static void increment(String id) {
        int status;
        do {
            var device = read(id);
            var next = JsonObject.of("metadata", JsonObject.of("count", device.getInt("metadata.count") + 1));
            var answer = asked(next)
                    .header("If-Match", "\"" + device.getInt("version") + "\"")
                    .patch("/api/devices/" + id);
            status = answer.statusCode();
            assertThat(status).isIn(200, 412);
            if (status == 412) {
                assertThat(answer.jsonPath().getInt("version")).isGreaterThan(device.getInt("version"));
                assertThat(answer.header("ETag"))
                        .isEqualTo("\"" + answer.jsonPath().getInt("version") + "\"");
            }
        } while (status == 412);
    }

    private static JsonPath read(String id) {
        return given().get("/api/devices/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
