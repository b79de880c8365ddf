package io.lamplighter.gateway.push;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.gateway.Devices;
import io.lamplighter.gateway.FakeDriver;
import io.lamplighter.gateway.GatewayTest;
import io.lamplighter.gateway.Topics;
import io.lamplighter.gateway.accounts.Accounts;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@GatewayTest
class PushTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Topics topics;

    @Inject
    FakeDriver driver;

    @Inject
    Accounts accounts;

    private UUID registered(String vendor, String account) {
        var device = Devices.id();
        topics.send(
                "devices",
                device.toString(),
                Devices.lamp(device, vendor, true, 1).replace("\"default\"", "\"" + account + "\""));
        return device;
    }

    private static VendorDevice vendorDevice(UUID device) {
        return new VendorDevice("default", Map.of("device", device.toString()));
    }

    private int published(UUID device, String text) {
        return (int) topics.all("observations", device.toString()).stream()
                .filter(entry -> entry.value().contains(text))
                .count();
    }

    @Test
    void whatIsPushedIsPublishedAndWhatWasMissedIsRead() {
        var device = registered("swapped", "default");
        var behaviour = driver.of(device.toString());
        await().atMost(PATIENCE).until(() -> behaviour.subscribed.get() >= 1);
        await().atMost(PATIENCE).until(() -> published(device, "level") >= 1);

        behaviour.push(new Pushed.Observed(
                vendorDevice(device), List.of(new Observation.Status("mood", "good", Instant.now()))));
        await().atMost(PATIENCE).until(() -> published(device, "mood") == 1);

        // A subscription that is silent for two seconds begins anew by itself, so that there may be more of them.
        var subscribed = behaviour.subscribed.get();
        var read = published(device, "level");
        behaviour.cut();
        await().atMost(PATIENCE).until(() -> behaviour.subscribed.get() > subscribed);
        await().atMost(PATIENCE).until(() -> published(device, "level") > read);
    }

    @Test
    void aSilentSubscriptionIsBegunAgain() {
        var device = registered("swapped", "default");
        var behaviour = driver.of(device.toString());

        await().atMost(PATIENCE).until(() -> behaviour.subscribed.get() >= 2);
    }

    @Test
    void aDeviceThatIsGoneIsListenedToNoMoreAndAvailabilityIsShown() {
        var device = registered("swapped", "default");
        var behaviour = driver.of(device.toString());
        await().atMost(PATIENCE).until(() -> behaviour.subscribed.get() >= 1);

        // Told again and again: a subscription that is silent begins anew, and what is read then says that the device
        // is there.
        await().atMost(PATIENCE).untilAsserted(() -> {
            behaviour.push(new Pushed.Availability(vendorDevice(device), false, "battery is empty"));
            given().get("/api/vendors/swapped/devices/" + device)
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("unreachable"))
                    .body("reason", equalTo("battery is empty"));
        });
        given().get("/api/vendors/fake/devices/" + device).then().statusCode(404);
    }

    @Test
    void webhooksAreTakenOnceAndOnlyWhenSignedAndFresh() {
        var device = registered("fake", "secret");
        var now = Instant.now().toString();
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/api/vendors/fake/devices/" + device)
                        .then()
                        .statusCode(200));

        for (var attempt = 0; attempt < 3; attempt++) {
            given().header("signature", "orchid-4711")
                    .header("at", now)
                    .body(device.toString())
                    .post("/api/vendors/fake/accounts/secret/push")
                    .then()
                    .statusCode(204);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(published(device, "\"on\"")).isEqualTo(1));

        given().header("signature", "wrong")
                .body(device.toString())
                .post("/api/vendors/fake/accounts/secret/push")
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:problem:gateway:webhook-refused"));
        given().header("signature", "orchid-4711")
                .header("at", Instant.now().minusSeconds(3600).toString())
                .body(device.toString())
                .post("/api/vendors/fake/accounts/secret/push")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:gateway:webhook-expired"));
        given().body("x".repeat(262_145))
                .post("/api/vendors/fake/accounts/secret/push")
                .then()
                .statusCode(413);
        given().body("x")
                .post("/api/vendors/nobody/accounts/secret/push")
                .then()
                .statusCode(404);
        assertThat(published(device, "\"on\"")).isEqualTo(1);
    }

    @Test
    void secretsAreShownNowhere() {
        var account = accounts.account("fake", "secret");

        assertThat(account.secret("key")).isEqualTo("orchid-4711");
        assertThat(account.setting("region")).hasValue("north");
        assertThat(account.toString()).doesNotContain("orchid", "north");
        given().get("/api/vendors/fake").then().body("accounts.name", hasItem("secret"));
        for (var path : List.of("/api/vendors", "/api/vendors/fake", "/q/metrics", "/q/health")) {
            assertThat(given().get(path).asString()).doesNotContain("orchid");
        }
        assertThat(topics.all("observations", "orchid-4711")).isEmpty();
        assertThat(topics.all("results", "orchid-4711")).isEmpty();
    }

    /** ETL-10: what somebody asks for is done, and nothing else. */
    @Test
    void aVendorThatWantsToBeLeftAloneIsNotSubscribedTo() {
        var quiet = registered("quiet", "default");
        var other = registered("swapped", "default");
        await().atMost(PATIENCE)
                .until(() -> driver.of(other.toString()).subscribed.get() >= 1);

        var run = Devices.id();
        topics.send("commands", quiet.toString(), """
            {"runId":"%s","deviceId":"%s","task":"set_status","arguments":{"value":true},"deadline":"%s"}
            """.formatted(
                        run, quiet, Instant.now().plusSeconds(20)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.results(run))
                        .singleElement()
                        .extracting(result -> result.path("outcome").asText())
                        .isEqualTo("succeeded"));
        assertThat(driver.of(quiet.toString()).subscribed).hasValue(0);
        assertThat(driver.of(quiet.toString()).calls).as("one set, no read").hasValue(1);
    }
}
