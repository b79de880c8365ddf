package io.lamplighter.gateway.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.gateway.api.FeedMessage;
import io.quarkus.logging.Log;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * One client: its subscriptions take turns, and a message is sent when the one before has left. This object's lock
 * guards its subscriptions too, which is why all that happens to them stands in here and makes it long.
 */
final class FeedSocket {
    private static final int MAX_ANSWERS = 2_000;
    private static final CloseReason TOO_MANY_ANSWERS =
            new CloseReason(1008, "asks much and does not read the answers");

    private final WebSocketConnection connection;
    private final ObjectMapper json;
    private final FeedConfig config;
    private final FeedMeters meters;
    private final Map<String, Subscription> subscriptions = new HashMap<>();
    private final LinkedHashSet<Subscription> wanting = new LinkedHashSet<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private final AtomicInteger calls = new AtomicInteger();
    private boolean sending;
    private boolean closed;

    FeedSocket(WebSocketConnection connection, ObjectMapper json, FeedConfig config, FeedMeters meters) {
        this.connection = connection;
        this.json = json;
        this.config = config;
        this.meters = meters;
    }

    /**
     * Makes room for a subscription.
     *
     * @throws FeedException when the id is taken or there are too many
     */
    synchronized Subscription open(FeedRequest request, FeedStream stream) {
        if (subscriptions.containsKey(request.id())) {
            throw new FeedException(FeedProblems.duplicate(request.id()));
        }
        if (subscriptions.size() >= config.maxSubscriptions()) {
            throw new FeedException(FeedProblems.tooMany(config.maxSubscriptions()));
        }
        var subscription = new Subscription(request.id(), stream, request.devices(), this, config);
        subscriptions.put(request.id(), subscription);
        return subscription;
    }

    /** Begins once the stream is known here. */
    void begin(Subscription subscription, Uni<Void> ready, String since) {
        ready.subscribe().with(known -> begin(subscription, since), failure -> fail(subscription, failure));
    }

    private void begin(Subscription subscription, String since) {
        if (!isOpen(subscription)) {
            return;
        }
        if (subscription.stream().join(subscription, since)) {
            subscription.resume();
        } else if (since != null) {
            subscription.reset();
        } else {
            load(subscription);
        }
        if (!isOpen(subscription)) {
            subscription.close();
        }
    }

    private synchronized boolean isOpen(Subscription subscription) {
        return !closed && subscriptions.get(subscription.id()) == subscription;
    }

    /** Fetches a snapshot; not on the caller's thread, which may hold this lock while the stream's is needed. */
    void load(Subscription subscription) {
        Uni.createFrom()
                .voidItem()
                .emitOn(io.smallrye.mutiny.infrastructure.Infrastructure.getDefaultWorkerPool())
                .chain(() -> fetched(subscription))
                .subscribe()
                .with(done -> {}, failure -> fail(subscription, failure));
    }

    private Uni<Void> fetched(Subscription subscription) {
        var load = subscription.stream().beginSnapshot(subscription);
        return subscription.stream()
                .snapshots()
                .items(subscription.devices())
                .invoke(items -> subscription.loaded(items, load.cursor(), load.number()))
                .replaceWithVoid();
    }

    private void fail(Subscription subscription, Throwable failure) {
        FeedMessage.Problem problem;
        if (failure instanceof FeedException known) {
            problem = known.problem();
        } else {
            Log.error("a subscription failed unexpectedly", failure);
            problem = FeedProblems.internal();
        }
        subscription.close();
        synchronized (this) {
            subscriptions.remove(subscription.id(), subscription);
        }
        answer(new FeedMessage.Failure(subscription.id(), problem));
    }

    /**
     * Ends a subscription; nothing of it is sent afterwards.
     *
     * @throws FeedException when there is none
     */
    void unsubscribe(String id) {
        Subscription subscription;
        synchronized (this) {
            subscription = subscriptions.remove(id);
        }
        if (subscription == null) {
            throw new FeedException(FeedProblems.notFound(id));
        }
        subscription.close();
        answer(new FeedMessage.Unsubscribed(id));
    }

    void answer(FeedMessage message) {
        synchronized (this) {
            if (closed) {
                return;
            }
            answers.add(text(message));
        }
        if (answersWaiting() > MAX_ANSWERS) {
            close(TOO_MANY_ANSWERS);
        } else {
            flush();
        }
    }

    private synchronized int answersWaiting() {
        return answers.size();
    }

    /** Says that the connection lives, unless there is something better to say. */
    void heartbeat(Supplier<FeedMessage> message) {
        var text = text(message.get());
        synchronized (this) {
            var idle = answers.isEmpty() && subscriptions.values().stream().allMatch(Subscription::isIdle);
            if (closed || sending || !idle) {
                return;
            }
            answers.add(text);
        }
        flush();
    }

    private String text(FeedMessage message) {
        try {
            return json.writeValueAsString(message);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The subscription has something to say; this lock is held. */
    void wants(Subscription subscription) {
        wanting.add(subscription);
    }

    void count(long thinned) {
        meters.thinned(thinned);
    }

    /** Sends while there is something to send; a loop and no recursion. */
    void flush() {
        if (calls.getAndIncrement() != 0) {
            return;
        }
        do {
            var text = next();
            if (text != null) {
                send(text);
            }
        } while (calls.decrementAndGet() != 0);
    }

    private synchronized String next() {
        if (sending || closed) {
            return null;
        }
        var answer = answers.poll();
        var text = answer == null ? nextOfSubscriptions() : answer;
        sending = text != null;
        return text;
    }

    private String nextOfSubscriptions() {
        while (!wanting.isEmpty()) {
            var subscription = wanting.removeFirst();
            var text = subscription.next();
            if (text != null) {
                wanting.addLast(subscription);
                return text;
            }
        }
        return null;
    }

    private void send(String text) {
        meters.sent();
        connection.sendText(text).subscribe().with(done -> sent(), failure -> closed());
    }

    private void sent() {
        synchronized (this) {
            sending = false;
        }
        flush();
    }

    void close(CloseReason reason) {
        closed();
        connection.close(reason).subscribe().with(done -> {}, failure -> {});
    }

    /** The client is gone. */
    void closed() {
        List<Subscription> gone;
        synchronized (this) {
            closed = true;
            gone = List.copyOf(subscriptions.values());
            subscriptions.clear();
            wanting.clear();
            answers.clear();
        }
        gone.forEach(Subscription::close);
    }
}
