package io.lamplighter.gateway.feed;

import static io.lamplighter.gateway.feed.Asking.observe;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.lamplighter.gateway.Devices;
import io.lamplighter.gateway.GatewayTest;
import io.lamplighter.gateway.Topics;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@GatewayTest
class RecentResourceTest {
    @Inject
    Topics topics;

    private static ValidatableResponse ask(String query) {
        return RestAssured.get("/feed/recent" + query).then();
    }

    @Test
    void newestEventsComeFirstAsAJsonFeed() {
        var device = Devices.id();
        observe(topics, device, "temperature", 1, 1);
        observe(topics, device, "humidity", 2, 2);
        observe(topics, device, "temperature", 3, 3);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> ask("?device=" + device).body("items", hasSize(3)));
        ask("?device=" + device)
                .statusCode(200)
                .contentType("application/feed+json")
                .body("version", equalTo("https://jsonfeed.org/version/1.1"))
                .body("items._lamplighter.item.value", contains(3.0f, 2.0f, 1.0f))
                .body("items._lamplighter.action", contains("update", "update", "update"));
        ask("?device=" + device + "&name=temperature&limit=1").body("items._lamplighter.item.value", contains(3.0f));
    }

    @ParameterizedTest
    @CsvSource({"?stream=weather, stream", "?limit=0, limit", "?limit=1001, limit"})
    void badQueryIsRefused(String query, String field) {
        ask(query).statusCode(400).body("violations[0].field", equalTo(field));
    }
}
