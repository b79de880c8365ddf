package io.lamplighter.gateway.feed;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A client of the feed that remembers what it was told. */
final class FeedClient implements AutoCloseable, WebSocket.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();

    final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    volatile int closeCode;
    volatile String closeReason = "";
    volatile boolean paused;
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    private FeedClient(URI uri, String origin) {
        var builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (origin != null) {
            builder.header("Origin", origin);
        }
        socket = builder.buildAsync(uri, this).join();
    }

    static FeedClient connect(int port) {
        return new FeedClient(uri(port), null);
    }

    static FeedClient connect(int port, String origin) {
        return new FeedClient(uri(port), origin);
    }

    /** As this user. */
    static FeedClient connectAs(int port, String user) {
        return new FeedClient(URI.create(uri(port) + "?user=" + user), null);
    }

    private static URI uri(int port) {
        return URI.create("ws://127.0.0.1:" + port + "/feed");
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            try {
                messages.add(JSON.readTree(text.toString()));
            } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
                throw new UncheckedIOException(broken);
            }
            text.setLength(0);
        }
        if (!paused) {
            webSocket.request(1);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closeReason = reason;
        closeCode = statusCode;
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closeCode = closeCode == 0 ? 1006 : closeCode;
    }

    void resume() {
        paused = false;
        socket.request(1);
    }

    void send(String message) {
        socket.sendText(message, true).join();
    }

    void sendBinary() {
        socket.sendBinary(ByteBuffer.wrap(new byte[] {1}), true).join();
    }

    JsonNode await1(Predicate<JsonNode> wanted) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> messages.stream().filter(wanted).findFirst(), java.util.Optional::isPresent)
                .orElseThrow();
    }

    JsonNode await1(String type, String id) {
        return await1(message -> is(message, type, id));
    }

    void expect(String type, String id) {
        expect(message -> is(message, type, id));
    }

    void expect(Predicate<JsonNode> wanted) {
        await().atMost(Duration.ofSeconds(30)).until(() -> messages.stream().anyMatch(wanted));
    }

    List<JsonNode> all(String type, String id) {
        return messages.stream().filter(message -> is(message, type, id)).toList();
    }

    private static boolean is(JsonNode message, String type, String id) {
        return message.path("type").asText().equals(type)
                && message.path("id").asText().equals(id);
    }

    /** Is gone without a word. */
    void vanish() {
        socket.abort();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
