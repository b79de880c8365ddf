package io.lamplighter.gateway.discoveries;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.gateway.Devices;
import io.lamplighter.gateway.GatewayTest;
import io.lamplighter.gateway.Stubs;
import io.lamplighter.gateway.Topics;
import io.lamplighter.gateway.devices.DeviceRegistry;
import io.lamplighter.gateway.topics.DeadLetterPublisher;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@GatewayTest
class DiscoveryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    @Identifier("default-kafka-broker") Map<String, Object> kafka;

    @Inject
    InboxPublisher publisher;

    @Inject
    DeadLetterPublisher deadLetters;

    @Inject
    ObjectMapper json;

    @Inject
    Topics topics;

    @Inject
    DeviceRegistry registry;

    private final String bridge = "bridge-" + UUID.randomUUID();

    @AfterEach
    void theRegistryIsWell() {
        Stubs.AWAY.remove("devices");
    }

    @Test
    void whatIsFoundWaitsInTheInbox() {
        discover(bridge)
                .body("items[0].state", equalTo("found"))
                .body("items[0].id", notNullValue())
                .body("items[0].at", equalTo(bridge));

        item(found(bridge))
                .statusCode(200)
                .body("vendorIds.device", equalTo(bridge))
                .body("state", equalTo("found"))
                .body("deviceId", nullValue());
        given().get("/api/vendors/fake/discoveries?state=found&limit=1000")
                .then()
                .statusCode(200)
                .body("items.at", hasItem(bridge));
    }

    @Test
    void whatIsIgnoredStaysSoHoweverOftenItIsFound() {
        var id = found(bridge);

        given().header("X-Requested-By", "ada")
                .post("/api/vendors/fake/discoveries/" + id + "/ignore")
                .then()
                .statusCode(200)
                .body("state", equalTo("ignored"))
                .body("ignoredBy", equalTo("ada"));

        discover(bridge).body("items[0].id", equalTo(id)).body("items[0].state", equalTo("ignored"));
        given().delete("/api/vendors/fake/discoveries/" + id + "/ignore")
                .then()
                .statusCode(200)
                .body("state", equalTo("found"));
    }

    @Test
    void isAcceptedIntoTheRegistryInOneStep() {
        var id = found(bridge);
        var _ = given().post("/api/vendors/fake/discoveries/" + id + "/ignore");

        var device = given().contentType(ContentType.JSON)
                .header("X-Requested-By", "ada")
                .body("{\"name\":\"Desk lamp\",\"location\":\"office\",\"labels\":{\"room\":\"office\"}}")
                .post("/api/vendors/fake/discoveries/" + id + "/accept")
                .then()
                .statusCode(201)
                .header("Location", notNullValue())
                .body("name", equalTo("Desk lamp"))
                .extract()
                .<String>path("id");

        var registered = topics.tree(Stubs.REGISTERED.get(device));
        assertThat(registered.path("vendor").asText()).isEqualTo("fake");
        assertThat(registered.path("type").asText()).isEqualTo("light");
        assertThat(registered.path("vendorIds").path("device").asText()).isEqualTo(bridge);
        assertThat(registered.path("location").path("name").asText()).isEqualTo("office");
        assertThat(registered.path("labels").path("room").asText()).isEqualTo("office");
        assertThat(registered.path("updatedBy").asText()).isEqualTo("ada");
        item(id).body("state", equalTo("accepted")).body("deviceId", equalTo(device));
    }

    @Test
    void whatTheRegistryHasIsAcceptedAndWhatIsDeletedThereIsFoundAgain() {
        var id = found(bridge);
        var device = Devices.id();
        topics.send(
                "devices",
                device.toString(),
                Devices.lamp(device)
                        .replace("\"device\":\"" + device + "\"", "\"device\":\"" + bridge + "\",\"channel\":\"1\""));
        await().atMost(PATIENCE).until(() -> registry.known(device).isPresent());

        item(id).body("state", equalTo("accepted")).body("deviceId", equalTo(device.toString()));
        given().contentType(ContentType.JSON)
                .post("/api/vendors/fake/discoveries/" + id + "/accept")
                .then()
                .statusCode(200)
                .body("id", equalTo(device.toString()));
        given().post("/api/vendors/fake/discoveries/" + id + "/ignore")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:gateway:already-registered"));

        topics.send("devices", device.toString(), null);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> registry.known(device).isEmpty());
    }

    @Test
    void whatTheRegistryRefusesIsToldAsItSaysIt() {
        var id = found(bridge);

        given().contentType(ContentType.JSON)
                .body("{\"name\":\"taken\"}")
                .post("/api/vendors/fake/discoveries/" + id + "/accept")
                .then()
                .statusCode(409)
                .body("detail", equalTo("A device has these vendor ids."))
                .body("violations.field", hasItem("vendorIds"));

        Stubs.AWAY.put("devices", true);
        given().contentType(ContentType.JSON)
                .post("/api/vendors/fake/discoveries/" + id + "/accept")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue());
        item(id).body("state", equalTo("found"));
    }

    @Test
    void everyReplicaAndTheNextStartKnowsTheSame() {
        topics.send("discoveries", "rubbish", "rubbish");
        topics.send("discoveries", UUID.randomUUID().toString(), "{\"id\":7}");
        var ignored = UUID.fromString(found(bridge));
        var _ = given().post("/api/vendors/fake/discoveries/" + ignored + "/ignore");
        var forgotten = UUID.fromString(found(bridge + "-2"));
        given().delete("/api/vendors/fake/discoveries/" + forgotten).then().statusCode(204);
        item(forgotten.toString()).statusCode(404);

        var other = new Inbox(kafka, publisher, deadLetters, json);
        other.start(null);
        try {
            other.ready().await().atMost(PATIENCE);

            assertThat(other.find(ignored))
                    .get()
                    .satisfies(found -> assertThat(found.at()).isEqualTo(bridge));
            assertThat(other.ignored(ignored)).isPresent();
            assertThat(other.find(forgotten)).isEmpty();
        } finally {
            other.stop(null);
        }
    }

    @Test
    void aLongInboxIsPaged() {
        discover("many-25-" + bridge).body("items", hasSize(25));
        var seen = new HashSet<String>();
        String after = null;
        do {
            var page = given().queryParam("limit", 10)
                    .queryParam("account", "default")
                    .queryParams(after == null ? Map.of() : Map.of("after", after))
                    .get("/api/vendors/fake/discoveries")
                    .then()
                    .statusCode(200)
                    .extract();
            var names = page.<java.util.List<String>>path("items.id");
            assertThat(names).hasSizeLessThanOrEqualTo(10).noneMatch(seen::contains);
            seen.addAll(names);
            after = page.path("next");
        } while (after != null);
        assertThat(seen).hasSizeGreaterThanOrEqualTo(25);
        assertThat(Set.copyOf(seen)).hasSameSizeAs(seen);
    }

    @ParameterizedTest
    @CsvSource({"state=lost,state", "limit=0,limit", "limit=1001,limit", "after=%21%21,after"})
    void badQuestionsNameTheParameter(String query, String field) {
        given().urlEncodingEnabled(false)
                .get("/api/vendors/fake/discoveries?" + query)
                .then()
                .statusCode(400)
                .body("violations.field", hasItem(field));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        given().get("/api/vendors/nobody/discoveries").then().statusCode(404);
        item(UUID.randomUUID().toString()).statusCode(404);
        given().get("/api/vendors/swapped/discoveries/" + found(bridge)).then().statusCode(404);
        given().get("/api/vendors/fake/discoveries/x").then().statusCode(404);
    }

    private static ValidatableResponse item(String id) {
        return given().get("/api/vendors/fake/discoveries/" + id).then();
    }

    private static String found(String at) {
        return discover(at).extract().path("items[0].id");
    }

    private static ValidatableResponse discover(String at) {
        return given().contentType(ContentType.JSON)
                .body("{\"at\":\"" + at + "\"}")
                .post("/api/vendors/fake/discover")
                .then()
                .statusCode(200);
    }
}
