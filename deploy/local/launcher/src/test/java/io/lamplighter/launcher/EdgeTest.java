package io.lamplighter.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The edge in front of one stub service that does as each path says. */
class EdgeTest {
    private static final int CHUNK = 64 * 1024;
    private static final long LARGE = 64L << 20;

    private static final Vertx VERTX = Vertx.vertx();
    private static final AtomicReference<HttpServerRequest> PAUSED = new AtomicReference<>();
    private static final AtomicLong RECEIVED = new AtomicLong();

    private static HttpServer service;
    private static HttpClient client;
    private static Edge edge;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        service = get(VERTX.createHttpServer()
                .requestHandler(EdgeTest::answer)
                .webSocketHandler(socket -> socket.textMessageHandler(text -> {
                    var _ = socket.writeTextMessage(
                            socket.path() + " " + socket.headers().get("X-Forwarded-Host") + " " + text);
                }))
                .listen(0, "127.0.0.1"));
        client = VERTX.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(32).setKeepAlive(false));
        var free = freePorts();
        port = free[0];
        var gone = free[1];
        edge = Edge.listen(
                "127.0.0.1",
                port,
                Map.of(
                        "devices-service", service.actualPort(),
                        "observations-service", service.actualPort(),
                        "interactions-service", gone,
                        "vendor-gateway", service.actualPort()));
    }

    @AfterAll
    static void stop() throws Exception {
        edge.close();
        get(VERTX.close());
    }

    @Test
    void takesAnImportOfAnySizeAndWaitsForAServiceThatIsSlow() throws Exception {
        var request = post("/api/devices/import?dryRun=true").setChunked(true);
        var sent = new AtomicLong();
        request.drainHandler(_ -> fill(request, sent));
        fill(request, sent);
        await().atMost(Duration.ofSeconds(30)).until(() -> PAUSED.get() != null);

        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(30)).until(sent::get, is -> is < LARGE / 2);

        var _ = PAUSED.get().resume();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(RECEIVED).hasValue(LARGE));
        assertThat(get(request.response()).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesALargeBodyElsewhere() throws Exception {
        var request = post("/api/devices").putHeader("content-length", Long.toString(11 << 20));

        var answer = read(request.sendHead().compose(_ -> request.response()));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("urn:problem:edge:body-too-large");
    }

    @Test
    void passesAnAnswerOnAsItComes() throws Exception {
        var first = new AtomicReference<String>();

        var response = get(client.request(HttpMethod.GET, port, "127.0.0.1", "/api/devices/export")
                .compose(HttpClientRequest::send)
                .onSuccess(answer -> answer.handler(part -> first.compareAndSet(null, part.toString()))));

        assertThat(response.statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(first).hasValue("{\"line\":1}\n"));
    }

    @Test
    void tellsWhichServiceIsAway() throws Exception {
        var request = java.net.http.HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/runs"))
                .timeout(Duration.ofSeconds(10))
                .build();

        var answer = java.net.http.HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
        assertThat(answer.body()).contains("interactions-service does not answer");
    }

    @Test
    void passesWebsocketsOnAndTellsByWhichNameTheyCame() throws Exception {
        var heard = new AtomicReference<String>();
        var socket = get(VERTX.createWebSocketClient().connect(port, "localhost", "/graphql"));
        var _ = socket.textMessageHandler(heard::set);

        var _ = get(socket.writeTextMessage("hello"));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(heard).hasValue("/graphql localhost:" + port + " hello"));
    }

    private static void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/api/devices/import" -> {
                request.pause()
                        .handler(part -> RECEIVED.addAndGet(part.length()))
                        .endHandler(_ -> {
                            var _ = request.response().end();
                        });
                PAUSED.set(request);
            }
            case "/api/devices/export" -> {
                var _ = request.response().setChunked(true).write("{\"line\":1}\n");
            }
            default -> {
                var _ = request.response().end();
            }
        }
    }

    private static void fill(HttpClientRequest request, AtomicLong sent) {
        while (sent.get() < LARGE && !request.writeQueueFull()) {
            var _ = request.write(Buffer.buffer(new byte[CHUNK]));
            if (sent.addAndGet(CHUNK) == LARGE) {
                var _ = request.end();
            }
        }
    }

    private static HttpClientRequest post(String path) throws Exception {
        return get(client.request(new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(path)));
    }

    private record Answer(int status, String body) {}

    private static Answer read(Future<HttpClientResponse> response) throws Exception {
        return get(response.compose(head -> head.body().map(body -> new Answer(head.statusCode(), body.toString()))));
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static int[] freePorts() throws IOException {
        try (var one = new ServerSocket(0);
                var other = new ServerSocket(0)) {
            return new int[] {one.getLocalPort(), other.getLocalPort()};
        }
    }
}
