package io.lamplighter.observations.ingest;

import static io.lamplighter.observations.Observations.json;
import static io.lamplighter.observations.Observations.post;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.notNullValue;

import io.lamplighter.observations.Devices;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that tell a large body and do not send it, as many as there is room for: 24 of 1 MB. */
@QuarkusTest
class AdmissionTest {
    private static final int ROOM = 24;

    private final UUID device = Devices.registered();
    private final List<Socket> silent = new ArrayList<>();

    @TestHTTPResource("/")
    URL url;

    @BeforeEach
    void fill() throws IOException {
        for (var number = 0; number < ROOM; number++) {
            var socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort());
            silent.add(socket);
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(("POST /api/observations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 1048576\r\n\r\n[")
                            .getBytes(US_ASCII));
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> post(one())
                        .statusCode(503)
                        .header("Retry-After", notNullValue())
                        .body("type", endsWith("too-busy")));
    }

    @AfterEach
    void empty() throws IOException {
        for (var socket : silent) {
            socket.close();
        }
    }

    private String one() {
        return json(device, "power", "1", "W", Instant.parse("2026-11-21T08:00:00Z"));
    }

    @Test
    void whoGoesGivesBackItsShare() throws IOException {
        silent.getFirst().close();

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> post(one()).statusCode(202));
    }

    @Test
    void whoSendsNothingIsCutOff() throws IOException {
        for (var socket : silent) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }

        post(one()).statusCode(202);
    }
}
