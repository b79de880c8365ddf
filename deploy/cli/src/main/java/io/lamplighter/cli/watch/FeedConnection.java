package io.lamplighter.cli.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** One connection to the feed. A message is asked for only when the one before was taken, so memory stays bounded. */
final class FeedConnection implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final BlockingQueue<FeedEvent> events = new ArrayBlockingQueue<>(4);
    private final WebSocket socket;
    private boolean pinged;

    /**
     * @param url of the edge
     * @throws IOException when nobody answers, or not with a feed
     */
    FeedConnection(HttpClient http, URI url, String user) throws IOException {
        var feed = URI.create(url.toString().replaceFirst("^http", "ws") + "/feed");
        try {
            socket = http.newWebSocketBuilder()
                    .connectTimeout(CONNECT)
                    .header("X-Requested-By", user)
                    .buildAsync(feed, new Listener())
                    .join();
        } catch (CompletionException failure) {
            throw new IOException(failure.getCause());
        }
    }

    void send(JsonNode message) {
        var _ = socket.sendText(message.toString(), true);
    }

    /** The next event; after this long without one the other side is pinged, and twice in silence counts as lost. */
    FeedEvent next(Duration patience) throws InterruptedException {
        var event = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (event != null) {
            pinged = false;
            socket.request(1);
            return event;
        }
        if (pinged) {
            return new FeedEvent.Lost();
        }
        pinged = true;
        var _ = socket.sendPing(ByteBuffer.allocate(0));
        return new FeedEvent.Quiet();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                offer(read(text.toString()));
                text.setLength(0);
            } else {
                from.request(1);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
            offer(new FeedEvent.Quiet());
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            offer(new FeedEvent.Lost());
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            offer(new FeedEvent.Lost());
        }

        private void offer(FeedEvent event) {
            if (!events.offer(event)) {
                socket.abort();
            }
        }

        private FeedEvent read(String message) {
            try {
                return new FeedEvent.Message(JSON.readTree(message));
            } catch (JsonProcessingException noJson) {
                return new FeedEvent.Lost();
            }
        }
    }
}
