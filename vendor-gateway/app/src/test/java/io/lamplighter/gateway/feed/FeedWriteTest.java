package io.lamplighter.gateway.feed;

import static io.lamplighter.gateway.feed.Asking.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.gateway.Devices;
import io.lamplighter.gateway.GatewayTest;
import io.lamplighter.gateway.Stubs;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@GatewayTest
class FeedWriteTest {
    @TestHTTPResource("/")
    URL url;

    @AfterEach
    void forget() {
        Stubs.ANSWERS.clear();
        Stubs.WRITTEN.clear();
    }

    @Test
    void interactionIsStartedInTheUsersNameAndAnsweredOnTheSameSocket() {
        Stubs.ANSWERS.put("interactions", "202 {\"id\":\"1\",\"state\":\"running\"}");
        try (var client = FeedClient.connectAs(url.getPort(), "ada")) {
            client.send(
                    "{\"type\":\"interact\",\"id\":\"x\",\"wait\":5,\"interaction\":{\"task\":\"pull_all\",\"target\":{\"devices\":[]}}}");
            var answer = client.await1("answer", "x");
            assertThat(answer.path("status").asInt()).isEqualTo(202);
            assertThat(answer.path("body").path("state").asText()).isEqualTo("running");
            assertThat(answer.path("location").asText()).isEqualTo("/api/interactions/1");
            assertThat(Stubs.WRITTEN.get("interactions"))
                    .isEqualTo(
                            "POST | /api/interactions | ada | wait=5 | null | {\"task\":\"pull_all\",\"target\":{\"devices\":[]}}");
        }
    }

    @Test
    void deviceIsChangedOnlyIfItIsAsItWasSeen() {
        var device = Devices.id();
        Stubs.ANSWERS.put("devices", "200 {\"name\":\"Porch\"}");
        try (var client = FeedClient.connectAs(url.getPort(), "ada")) {
            client.send(
                    "{\"type\":\"change\",\"id\":\"y\",\"device\":\"%s\",\"version\":6,\"changes\":{\"name\":\"Porch\"}}"
                            .formatted(device));
            var answer = client.await1("answer", "y");
            assertThat(answer.path("body").path("name").asText()).isEqualTo("Porch");
            assertThat(answer.path("version").asInt()).isEqualTo(7);
            assertThat(Stubs.WRITTEN.get("devices"))
                    .isEqualTo("PATCH | /api/devices/%s | ada | null | \"6\" | {\"name\":\"Porch\"}".formatted(device));
        }
    }

    @Test
    void refusalOfTheServiceIsToldAsItIs() {
        Stubs.ANSWERS.put(
                "devices",
                "412 {\"type\":\"urn:problem:devices:stale\",\"title\":\"Stale\",\"status\":412,\"detail\":\"read it again\"}");
        try (var client = FeedClient.connect(url.getPort())) {
            client.send("{\"type\":\"change\",\"id\":\"y\",\"device\":\"%s\",\"changes\":{}}".formatted(Devices.id()));
            var problem = client.await1("error", "y").path("problem");
            assertThat(problem.path("status").asInt()).isEqualTo(412);
            assertThat(problem.path("type").asText()).isEqualTo("urn:problem:devices:stale");
            assertThat(problem.path("detail").asText()).isEqualTo("read it again");
            assertThat(Stubs.WRITTEN.get("devices")).contains(" | null | null | null | {}");
            Stubs.ANSWERS.put("interactions", "500 oops");
            client.send("{\"type\":\"interact\",\"id\":\"z\",\"interaction\":{}}");
            assertThat(client.await1("error", "z")
                            .path("problem")
                            .path("status")
                            .asInt())
                    .isEqualTo(500);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"interact\",\"id\":\"x\"} | interaction",
                "{\"type\":\"interact\",\"id\":\"x\",\"interaction\":[]} | interaction",
                "{\"type\":\"interact\",\"id\":\"x\",\"interaction\":{},\"wait\":61} | wait",
                "{\"type\":\"interact\",\"id\":\"x\",\"interaction\":{},\"wait\":1.5} | wait",
                "{\"type\":\"change\",\"id\":\"x\",\"changes\":{}} | device",
                "{\"type\":\"change\",\"id\":\"x\",\"device\":\"../groups\",\"changes\":{}} | device",
                "{\"type\":\"change\",\"id\":\"x\",\"device\":\"01890a5d-ac96-774b-bcce-b302099a8058\"} | changes",
                "{\"type\":\"change\",\"id\":\"x\",\"device\":\"01890a5d-ac96-774b-bcce-b302099a8058\",\"changes\":{},\"version\":\"1\"} | version",
                "{\"type\":\"hello\",\"id\":\"x\"} | user",
                "{\"type\":\"hello\",\"id\":\"x\",\"user\":\"\"} | user",
                "{\"type\":\"phase\",\"id\":\"x\"} | phase",
                "{\"type\":\"phase\",\"id\":\"x\",\"phase\":\"sleeping\"} | phase"
            })
    void badRequestIsRefusedAndTheSocketStaysUsable(String message, String field) {
        try (var client = FeedClient.connect(url.getPort())) {
            client.send(message);
            assertThat(client.await1("error", "x")
                            .path("problem")
                            .path("violations")
                            .get(0)
                            .path("field")
                            .asText())
                    .isEqualTo(field);
            assertThat(Stubs.WRITTEN).isEmpty();
            subscribe(client, "fine", "runs");
            client.expect("snapshot", "fine");
        }
    }
}
