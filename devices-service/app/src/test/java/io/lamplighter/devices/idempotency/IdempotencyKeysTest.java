package io.lamplighter.devices.idempotency;

import static io.lamplighter.devices.Devices.asked;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.lamplighter.devices.Devices;
import io.lamplighter.local.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, initArgs = @ResourceArg(name = "database", value = "devices"))
class IdempotencyKeysTest {
    private final String key = UUID.randomUUID().toString();

    @Inject
    Pool database;

    @Inject
    IdempotencyKeys keys;

    @Test
    void theSameRequestIsAnsweredTheSame() {
        var wanted = Devices.plug();
        var first = send(wanted);
        asked(new JsonObject().put("name", "changed meanwhile"))
                .patch(first.getHeader("Location"))
                .then()
                .statusCode(200);

        var second = send(wanted);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.getHeader("Location")).isEqualTo(first.getHeader("Location"));
        assertThat(second.getHeader("ETag")).isEqualTo(first.getHeader("ETag"));
    }

    @Test
    void anotherRequestIsRefused() {
        send(Devices.plug()).then().statusCode(201);

        send(Devices.plug())
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:devices:idempotency-key-reused"));
    }

    @Test
    void aRefusedRequestIsNotRemembered() {
        var wanted = Devices.plug();
        var blocker = Devices.registerId(wanted);
        send(wanted).then().statusCode(409);
        given().delete("/api/devices/" + blocker).then().statusCode(204);

        send(wanted).then().statusCode(201);
    }

    @Test
    void keysOfDifferentCallersAreDifferent() {
        send(Devices.plug()).then().statusCode(201);

        asked(Devices.plug())
                .header("X-Requested-By", "ada")
                .header("Idempotency-Key", key)
                .post("/api/devices")
                .then()
                .statusCode(201);
    }

    @Test
    void theSameRequestAtTheSameTimeRegistersOneDevice() throws Exception {
        var wanted = Devices.plug();
        Callable<Response> registration = () -> send(wanted);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = callers.invokeAll(
                    IntStream.range(0, 16).mapToObj(number -> registration).toList());

            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(answer.resultNow().statusCode()).isEqualTo(201));
            assertThat(answers.stream()
                            .map(answer -> answer.resultNow().asString())
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void anOldKeyIsANewRequest() {
        var wanted = Devices.plug();
        send(wanted).then().statusCode(201);
        age();
        send(wanted).then().statusCode(409);
        age();
        keys.forgetOld().await().indefinitely();

        assertThat(database.preparedQuery("select from idempotency_key where key = $1")
                        .execute(Tuple.of(key))
                        .await()
                        .indefinitely()
                        .size())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "schlüssel"})
    void refusesWhatIsNoKey(String wrong) {
        asked(Devices.plug())
                .header("Idempotency-Key", wrong)
                .post("/api/devices")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("Idempotency-Key"));
    }

    private void age() {
        database.preparedQuery("update idempotency_key set kept_at = now() - interval '25 hours' where key = $1")
                .execute(Tuple.of(key))
                .await()
                .indefinitely();
    }

    private Response send(JsonObject device) {
        return asked(device).header("Idempotency-Key", key).post("/api/devices");
    }
}
