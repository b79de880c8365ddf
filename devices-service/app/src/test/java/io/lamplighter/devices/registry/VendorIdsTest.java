package io.lamplighter.devices.registry;

import static io.lamplighter.devices.Devices.asked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.lamplighter.devices.Devices;
import io.lamplighter.local.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
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
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, initArgs = @ResourceArg(name = "database", value = "devices"))
class VendorIdsTest {
    private final String mark = UUID.randomUUID().toString();

    @Inject
    Pool database;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'manufacturerId':'#'} | {'manufacturerId':'#'} | manufacturerId",
                "{'mac':'#','serial':'1'} | {'mac':'#','serial':'2'} | mac",
                "{'mac':'1#','serial':'#'} | {'mac':'2#','serial':'#'} | serial",
                "{'address':'127.0.0.1:8085/#'} | {'address':'127.0.0.1:8085/#'} | address",
                "{'address':'#','channel':'0'} | {'channel':'0','address':'#'} | address",
                "{'mac':'#','channel':'1'} | {'channel':'1','mac':'#','name':'x'} | mac",
            })
    void rejectsDuplicateVendorIds(String first, String second, String field) {
        var id = Devices.registerId(with(first));

        asked(with(second))
                .post("/api/devices")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:devices:vendor-id-taken"))
                .body("violations[0].field", equalTo("vendorIds." + field));
        asked(with(second)).put("/api/devices/" + id).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'mac':'#','channel':'0'} | {'mac':'#','channel':'1'}",
                "{'address':'#','channel':'0'} | {'address':'#','channel':'1'}",
                "{'address':'#'} | {'address':'#','channel':'1'}",
                "{'address':'#','unit':'1'} | {'address':'#','unit':'2'}",
                "{'bridge':'a','light':'#'} | {'bridge':'b','light':'#'}",
                "{'mac':'#'} | {'serial':'#'}",
            })
    void takesWhatDiffers(String first, String second) {
        assertThat(Devices.registerId(with(first))).isNotEqualTo(Devices.registerId(with(second)));
    }

    @Test
    void takesTheSameIdsAtAnotherVendorOrAccount() {
        var device = Devices.plug();
        var first = Devices.registerId(device);
        var second = Devices.registerId(device.copy().put("vendor", "hue"));
        var third = Devices.registerId(device.copy().put("account", "other"));

        assertThat(first).isNotEqualTo(second).isNotEqualTo(third);
    }

    @Test
    void keepsSeveralNamedIdsOfOneDevice() {
        var ids = JsonObject.of("mac", "m-" + mark, "serial", "s-" + mark, "address", "10.0.0.7");

        assertThat(Devices.register(Devices.plug().put("vendorIds", ids)).getMap("vendorIds"))
                .isEqualTo(ids.getMap());
    }

    @Test
    void rejectsAnUpdateThatTakesTheIdsOfAnother() {
        var first = Devices.plug();
        var _ = Devices.register(first);
        var second = Devices.registerId(Devices.plug());

        asked(new JsonObject().put("vendorIds", first.getJsonObject("vendorIds")))
                .patch("/api/devices/" + second)
                .then()
                .statusCode(409)
                .body("violations[0].field", equalTo("vendorIds.mac"));
    }

    @Test
    void givesIdsFreeWithTheirDevice() {
        var device = Devices.plug();
        var first = Devices.registerId(device);
        io.restassured.RestAssured.given()
                .delete("/api/devices/" + first)
                .then()
                .statusCode(204);

        assertThat(Devices.registerId(device)).isNotEqualTo(first);
    }

    @Test
    void givesIdsFreeThatADeviceNoLongerHas() {
        var device = Devices.plug();
        var id = Devices.registerId(device);
        asked(Devices.plug()).put("/api/devices/" + id).then().statusCode(200);

        assertThat(Devices.registerId(device)).isNotEqualTo(id);
    }

    @Test
    void letsExactlyOneOfManyWin() throws Exception {
        var device = Devices.plug();
        Callable<Integer> registration =
                () -> asked(device).post("/api/devices").statusCode();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = callers.invokeAll(
                    IntStream.range(0, 16).mapToObj(number -> registration).toList());
            var statuses =
                    answers.stream().map(answer -> answer.resultNow()).sorted().toList();

            assertThat(statuses).hasSize(16).startsWith(201).containsOnly(201, 409);
            assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
        }
    }

    @Test
    void plainSqlCannotBreakIt() {
        var first = Devices.plug();
        var _ = Devices.register(first);
        var second = Devices.registerId(Devices.plug());

        assertThatThrownBy(() -> database.preparedQuery("update device set vendor_ids = $1 where id = $2")
                        .execute(Tuple.of(first.getJsonObject("vendorIds"), UUID.fromString(second)))
                        .await()
                        .indefinitely())
                .hasMessageContaining("vendor id");
    }

    private JsonObject with(String vendorIds) {
        return Devices.plug()
                .put("vendorIds", new JsonObject(vendorIds.replace('\'', '"').replace("#", mark)));
    }
}
