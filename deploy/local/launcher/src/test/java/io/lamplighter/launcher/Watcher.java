package io.lamplighter.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client of the feed that keeps every message. */
final class Watcher implements WebSocket.Listener, AutoCloseable {
    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final HttpClient http = HttpClient.newHttpClient();
    private WebSocket socket;

    static Watcher open(String url) {
        return new Watcher().connect(url + "/feed", Map.of());
    }

    /** @param user whom others see */
    static Watcher openAs(String url, String user) {
        return new Watcher().connect(url + "/feed?user=" + user, Map.of());
    }

    /** As a browser does for a page of that origin. */
    static Watcher openFrom(String url, String origin) {
        return new Watcher().connect(url + "/feed", Map.of("Origin", origin));
    }

    private Watcher connect(String url, Map<String, String> headers) {
        var builder = http.newWebSocketBuilder();
        headers.forEach(builder::header);
        socket = builder.buildAsync(URI.create(url.replaceFirst("http", "ws")), this)
                .join();
        return this;
    }

    void send(String message) {
        var _ = socket.sendText(message, true).join();
    }

    List<JsonNode> messages(String type) {
        return messages.stream()
                .filter(message -> message.path("type").asText().equals(type))
                .toList();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            try {
                messages.add(RunningSuite.JSON.readTree(text.toString()));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
        http.close();
    }
}
