package io.lamplighter.gateway.vendors;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.lamplighter.gateway.GatewayTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@GatewayTest
class VendorResourceTest {
    @Test
    void listsWhatCanBeDriven() {
        given().get("/api/vendors")
                .then()
                .statusCode(200)
                .body("items.vendor", hasItems("fake", "http", "hue", "mqtt", "swapped", "wot"))
                .body("items.vendor", not(hasItem("retired")))
                .body("items.find { it.vendor == 'swapped' }.driver", equalTo("fake"))
                .body("items.find { it.vendor == 'fake' }.capabilities", hasItems("read_statuses", "discover"));
    }

    @Test
    void tellsHowAVendorIsDoing() {
        given().get("/api/vendors/fake")
                .then()
                .statusCode(200)
                .body("title", equalTo("Fake"))
                .body("devices", greaterThanOrEqualTo(0))
                .body("inFlight", greaterThanOrEqualTo(0));
    }

    @Test
    void tellsHowItsAccountsAreDoing() {
        given().get("/api/vendors/fake")
                .then()
                .statusCode(200)
                .body("version", notNullValue())
                .body("accounts.name", hasItems("secret", "thrifty"))
                .body("accounts.find { it.name == 'thrifty' }.calls", equalTo(20))
                .body("accounts.find { it.name == 'thrifty' }.per", equalTo("PT10S"))
                .body("accounts.find { it.name == 'thrifty' }.used", greaterThanOrEqualTo(0))
                .body("accounts.find { it.name == 'thrifty' }.openCircuits", equalTo(0))
                .body("accounts.find { it.name == 'secret' }.state", notNullValue())
                .body("secrets", not(hasItem("orchid-4711")));
    }

    @Test
    void unknownVendorIsNotFound() {
        given().get("/api/vendors/nobody")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:gateway:vendor-not-found"));
    }

    @Test
    void discovers() {
        given().contentType(ContentType.JSON)
                .body("{\"at\":\"bridge\"}")
                .post("/api/vendors/fake/discover")
                .then()
                .statusCode(200)
                .body("items[0].name", equalTo("Lamp"))
                .body("items[0].vendor", equalTo("fake"))
                .body("items[0].account", equalTo("default"))
                .body("items[0].vendorIds.device", equalTo("1"));
    }

    @ParameterizedTest
    @CsvSource({"away,503", "rude,502", "refused,400"})
    void vendorThatCannotAnswersWithAProblem(String at, int status) {
        given().contentType(ContentType.JSON)
                .body("{\"at\":\"" + at + "\"}")
                .post("/api/vendors/fake/discover")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("detail", notNullValue())
                .body("status", equalTo(status));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | at",
                "{\"at\":\" \"} | at",
                "{\"at\":{\"x\":1}} | at",
                "{\"at\":\"x\",\"account\":\"\"} | account",
                "{\"at\": | body",
                "[1] | body"
            })
    void badRequestNamesTheField(String body, String field) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/vendors/fake/discover")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", hasItem(field));
    }

    @Test
    void otherBadRequestsAreProblemsToo() {
        given().get("/api/nothing").then().statusCode(404);
        given().contentType(ContentType.TEXT)
                .body("x")
                .post("/api/vendors/fake/discover")
                .then()
                .statusCode(415);
        given().delete("/api/vendors/fake").then().statusCode(405);
        given().header("X-Requested-By", "x".repeat(101))
                .get("/api/vendors")
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("X-Requested-By"));
    }

    @Test
    void servesHealthMetricsAndItsInterface() {
        given().get("/q/metrics").then().statusCode(200);
        given().get("/q/openapi").then().statusCode(200);
    }
}
