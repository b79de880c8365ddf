package io.lamplighter.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamplighter.cli.edge.ProblemException;
import io.lamplighter.cli.edge.UnansweredException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Follows one subscription through broken connections: it goes on from the last cursor, or starts over when told so. */
final class Watcher {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    private static final int SERVER_ERROR = 500;

    /** What is watched, and for how many updates. */
    record Subscription(Stream stream, String device, long count) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;
    private final String user;
    private final Subscription subscription;
    private final FeedPrinter printer;
    private final PrintWriter notices;
    private String cursor;
    private long updates;
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    Watcher(URI url, String user, Subscription subscription, FeedPrinter printer, PrintWriter notices) {
        this.url = url;
        this.user = user;
        this.subscription = subscription;
        this.printer = printer;
        this.notices = notices;
    }

    /**
     * Returns when enough updates were printed, or nobody reads them any more.
     *
     * @throws UnansweredException when there is no feed at the first attempt
     */
    void watch() throws InterruptedException {
        try {
            follow(new FeedConnection(http, url, user));
        } catch (IOException failure) {
            throw new UnansweredException(url, failure);
        }
        while (!isDone()) {
            notices.println("The feed was interrupted; connecting again");
            notices.flush();
            follow(reconnect());
        }
    }

    private FeedConnection reconnect() throws InterruptedException {
        while (true) {
            Thread.sleep(pauseMillis / 2 + ThreadLocalRandom.current().nextLong(pauseMillis));
            pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis);
            try {
                return new FeedConnection(http, url, user);
            } catch (IOException stillAway) {
                // tried again after a longer pause
            }
        }
    }

    private void follow(FeedConnection connection) throws InterruptedException {
        try (connection) {
            connection.send(request());
            var isOpen = true;
            while (isOpen && !isDone()) {
                isOpen = switch (connection.next(PATIENCE)) {
                    case FeedEvent.Message message -> take(message.json());
                    case FeedEvent.Quiet quiet -> true;
                    case FeedEvent.Lost lost -> false;
                };
            }
        }
    }

    /** Whether the subscription lives on. */
    private boolean take(JsonNode message) {
        cursor = message.path("cursor").asText(cursor);
        switch (message.path("type").asText()) {
            case "snapshot" -> message.path("items").forEach(item -> print("snapshot", item));
            case "update" -> {
                print(message.path("action").asText("update"), message.path("item"));
                updates++;
            }
            case "reset" -> cursor = null; // a snapshot follows
            case "error" -> {
                return mayContinue(message.path("problem"));
            }
            default -> {
                // a heartbeat, or a message of a later version
            }
        }
        return true;
    }

    private void print(String action, JsonNode item) {
        pauseMillis = FIRST_PAUSE_MILLIS;
        printer.print(action, item);
    }

    /** Never on this connection: what may pass is tried again on another, and what cannot pass ends the command. */
    private boolean mayContinue(JsonNode problem) {
        var failure = ProblemException.of(problem.path("status").asInt(), problem);
        if (failure.status() < SERVER_ERROR) {
            throw failure;
        }
        notices.println(failure.getMessage());
        return false;
    }

    private JsonNode request() {
        var request = JsonNodeFactory.instance.objectNode();
        request.put("type", "subscribe")
                .put("id", "watch")
                .put("stream", subscription.stream().word());
        if (subscription.device() != null) {
            request.put("device", subscription.device());
        }
        if (cursor != null) {
            request.put("since", cursor);
        }
        return request;
    }

    private boolean isDone() {
        return updates >= subscription.count() || printer.isUnread();
    }
}
