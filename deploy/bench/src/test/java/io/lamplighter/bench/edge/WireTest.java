package io.lamplighter.bench.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireTest {
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var sent = exchange.getRequestBody().readAllBytes();
                switch (exchange.getRequestURI().getPath()) {
                    case "/nothing" -> exchange.sendResponseHeaders(204, -1);
                    case "/chunked" -> {
                        exchange.sendResponseHeaders(200, 0);
                        exchange.getResponseBody().write("ü".repeat(50_000).getBytes(StandardCharsets.UTF_8));
                    }
                    default -> {
                        exchange.sendResponseHeaders(201, sent.length);
                        exchange.getResponseBody().write(sent);
                    }
                }
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void readsAnswersOfEveryLengthOverOneConnection() {
        try (var wire =
                new Wire(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))) {
            assertThat(wire.ask(Wire.post("/echo", "{\"grüße\":1}"))).isEqualTo(201);
            assertThat(wire.body()).isEqualTo("{\"grüße\":1}");
            assertThat(wire.ask(Wire.get("/chunked"))).isEqualTo(200);
            assertThat(wire.body()).hasSize(50_000).startsWith("ü");
            assertThat(wire.ask(Wire.get("/nothing"))).isEqualTo(204);
            assertThat(wire.body()).isEmpty();
            assertThat(wire.ask(Wire.get("/chunked"))).isEqualTo(200);
            assertThat(wire.length()).isEqualTo(100_000);
        }
    }

    @Test
    void writesEachDeviceOfAFileOnce() throws IOException {
        var text = new String(new DeviceFile("mine", 1000, false).readAllBytes(), StandardCharsets.UTF_8);

        var lines = text.lines().toList();
        assertThat(lines).hasSize(1000).doesNotHaveDuplicates();
        var last = new ObjectMapper().readTree(lines.getLast());
        assertThat(last.path("vendorIds").path("id").asText()).isEqualTo("mine-999");
        assertThat(last.path("labels").path("room").asText()).isEqualTo(DeviceFile.room(999));
        assertThat(last.path("enabled").asBoolean(true)).isFalse();
    }
}
