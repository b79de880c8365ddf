package io.lamplighter.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lamplighter.gateway.GatewayTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The tests of feed.js, run by Node, those against a real feed included. */
@GatewayTest
class FeedClientScriptTest {
    private static final Path FOLDER =
            Path.of("../feed-client").toAbsolutePath().normalize();

    @TestHTTPResource("/feed")
    URL feed;

    private static boolean nodeIsThere() {
        try {
            var node = new ProcessBuilder("node", "--experimental-websocket", "-e", "new WebSocket('ws://127.0.0.1:9')")
                    .redirectErrorStream(true)
                    .start();
            node.getInputStream().readAllBytes();
            return node.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void feedClientPassesItsTestsInNode() throws IOException, InterruptedException {
        assumeTrue(nodeIsThere(), "skipped: the tests of feed.js need Node 20 or newer");
        var builder = new ProcessBuilder("node", "--experimental-websocket", "--test", "test/")
                .directory(FOLDER.toFile())
                .redirectErrorStream(true);
        builder.environment().put("FEED_URL", feed.toString());
        builder.environment().put("NODE_NO_WARNINGS", "1");
        var node = builder.start();
        var told = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(node.exitValue()).as(told).isZero();
        assertThat(told).contains("# fail 0");
    }

    @Test
    void gatewayServesTheClientAndItsTypes() {
        RestAssured.given()
                .get(feed.toString() + ".js")
                .then()
                .statusCode(200)
                .contentType(org.hamcrest.Matchers.containsString("javascript"))
                .body(org.hamcrest.Matchers.containsString("export class FeedClient"));
        RestAssured.given()
                .get(feed.toString() + ".d.ts")
                .then()
                .statusCode(200)
                .body(org.hamcrest.Matchers.containsString("export class FeedClient"));
    }
}
