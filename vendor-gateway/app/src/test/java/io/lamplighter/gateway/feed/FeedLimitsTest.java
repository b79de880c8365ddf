package io.lamplighter.gateway.feed;

import static io.lamplighter.gateway.feed.Asking.subscribe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.gateway.GatewayTest;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URL;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@GatewayTest
class FeedLimitsTest {
    @TestHTTPResource("/")
    URL url;

    private FeedClient client() {
        return FeedClient.connect(url.getPort());
    }

    private void othersAreServed() {
        try (var client = client()) {
            subscribe(client, "a", "runs");
            client.expect("snapshot", "a");
        }
    }

    private static void awaitClosed(FeedClient client, int code) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(client.closeCode).isEqualTo(code));
    }

    /** Sends until the socket is closed under it. */
    private static void sendMany(FeedClient client, int count, String form) {
        try {
            for (var number = 0; number < count && client.closeCode == 0; number++) {
                client.send(form.formatted(number, number));
            }
        } catch (CompletionException closed) {
            assertThat(closed).hasCauseInstanceOf(java.io.IOException.class);
        }
    }

    @Test
    void hundredThousandSubscriptionsAreRefusedAndTheFloodEndsTheSocket() {
        try (var client = client()) {
            sendMany(client, 100_000, "{\"type\":\"subscribe\",\"id\":\"%d\",\"stream\":\"runs\"}");
            awaitClosed(client, 1008);
            assertThat(client.closeReason).containsAnyOf("too many messages", "does not read the answers");
            assertThat(client.messages.stream()
                            .filter(message -> message.path("type").asText().equals("snapshot")))
                    .hasSizeLessThanOrEqualTo(20);
        }
        othersAreServed();
    }

    @Test
    void subscribesAndUnsubscribesInQuickSuccessionAreAllAnsweredAndLeaveNothingBehind() {
        try (var client = client()) {
            for (var number = 0; number < 1_000; number++) {
                subscribe(client, "same", "runs");
                client.send("{\"type\":\"unsubscribe\",\"id\":\"same\"}");
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> client.all("unsubscribed", "same").size() == 1_000);
            assertThat(client.all("error", "same")).isEmpty();
            subscribe(client, "same", "runs");
            client.expect("snapshot", "same");
        }
        othersAreServed();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_100_000, 5_000_000, 10_000_000})
    void messageThatIsTooLargeEndsTheSocketAlone(int size) {
        try (var client = client()) {
            sendMany(client, 1, "x".repeat(size));
            awaitClosed(client, 1009);
        }
        othersAreServed();
    }

    @Test
    void messageOfAMegabyteIsRead() {
        try (var client = client()) {
            client.send("{\"type\":\"subscribe\",\"id\":\"a\",\"stream\":\"runs\",\"ignored\":\"%s\"}"
                    .formatted("x".repeat(1_000_000)));
            client.expect("snapshot", "a");
        }
    }

    @Test
    void deeplyNestedJsonIsRefused() {
        try (var client = client()) {
            client.send("{\"type\":\"subscribe\",\"id\":" + "[".repeat(100_000));
            assertThat(client.await1(message -> message.path("type").asText().equals("error"))
                            .path("problem")
                            .path("status")
                            .asInt())
                    .isEqualTo(400);
            subscribe(client, "a", "runs");
            client.expect("snapshot", "a");
        }
    }

    @Test
    void userWhoseNameIsNoNameIsToldSo() {
        try (var client = FeedClient.connectAs(url.getPort(), "%00")) {
            awaitClosed(client, 1008);
            assertThat(client.closeReason).contains("printable");
        }
    }
}
