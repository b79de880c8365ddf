package io.lamplighter.bench.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamplighter.bench.measure.BenchException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A subscription to the observations of one device, which notes when each message came. */
public final class FeedSocket implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Arrival(long nanos, String message) {}

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    /** Connects, subscribes and waits for the snapshot. */
    public FeedSocket(Edge edge, String device) throws InterruptedException {
        var feed = URI.create(edge.url().toString().replaceFirst("^http", "ws") + "/feed");
        try {
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .connectTimeout(Duration.ofSeconds(5))
                    .buildAsync(feed, new Listener())
                    .join();
        } catch (CompletionException failure) {
            throw new BenchException("The feed does not answer at " + feed, failure.getCause());
        }
        subscribe(device);
    }

    /** When the first update of such an item came, by {@link System#nanoTime()}; empty when none came in time. */
    public OptionalLong arrival(Predicate<JsonNode> wanted, Duration patience) throws InterruptedException {
        return next(json -> "update".equals(json.path("type").asText()) && wanted.test(json.path("item")), patience);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private void subscribe(String device) throws InterruptedException {
        var request = JsonNodeFactory.instance.objectNode();
        request.put("type", "subscribe")
                .put("id", "bench")
                .put("stream", "observations")
                .put("device", device);
        var _ = socket.sendText(request.toString(), true).join();
        if (next(json -> "snapshot".equals(json.path("type").asText()), Duration.ofSeconds(10))
                .isEmpty()) {
            close();
            throw new BenchException("The feed sent no snapshot");
        }
    }

    private OptionalLong next(Predicate<JsonNode> wanted, Duration patience) throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        while (true) {
            var arrival = arrivals.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (arrival == null) {
                return OptionalLong.empty();
            }
            if (wanted.test(read(arrival.message()))) {
                return OptionalLong.of(arrival.nanos());
            }
        }
    }

    private static JsonNode read(String message) {
        try {
            var json = JSON.readTree(message);
            if ("error".equals(json.path("type").asText())) {
                throw new BenchException("The feed answered " + json.path("problem"));
            }
            return json;
        } catch (JsonProcessingException noJson) {
            throw new BenchException("The feed did not send JSON", noJson);
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                arrivals.add(new Arrival(System.nanoTime(), text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
