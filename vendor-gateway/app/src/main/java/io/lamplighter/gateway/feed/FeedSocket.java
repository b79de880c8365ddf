package io.lamplighter.gateway.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.gateway.api.FeedMessage;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One client: its subscriptions take turns, and no more is under way to it than it takes. This object's lock guards its
 * subscriptions too, which is why all that happens to them stands in here and makes it long.
 */
final class FeedSocket {
    private static final int MAX_ANSWERS = 2_000;
    /** Characters that may be under way: enough for a fast client, little to keep for a slow one. */
    private static final int WINDOW = 16 * 1024;

    private final Line line;
    private final Courier courier;
    private final ObjectMapper json;
    private final FeedConfig config;
    private final FeedMeters meters;
    private final Consumer<Subscription> ended;
    private final Map<String, Subscription> subscriptions = new HashMap<>(2);
    private final Deque<Subscription> wanting = new ArrayDeque<>(1);
    private final Deque<String> answers = new ArrayDeque<>(1);
    private int underWay;
    private boolean called;
    private boolean closed;

    /** @param ended is told of each subscription that is over */
    FeedSocket(
            Line line,
            Courier courier,
            ObjectMapper json,
            FeedConfig config,
            FeedMeters meters,
            Consumer<Subscription> ended) {
        this.line = line;
        this.courier = courier;
        this.json = json;
        this.config = config;
        this.meters = meters;
        this.ended = ended;
    }

    /**
     * Makes room for a subscription.
     *
     * @throws FeedException when the id is taken or there are too many
     */
    synchronized Subscription open(String id, FeedStream stream, Filter filter) {
        if (closed) {
            throw new FeedException(FeedProblems.unavailable("the socket is closed"));
        }
        checkRoom(id);
        var subscription = new Subscription(id, stream, filter, this, config);
        subscriptions.put(id, subscription);
        return subscription;
    }

    private void checkRoom(String id) {
        if (subscriptions.containsKey(id)) {
            throw new FeedException(FeedProblems.duplicate(id));
        }
        if (subscriptions.size() >= config.maxSubscriptions()) {
            throw new FeedException(FeedProblems.tooMany(config.maxSubscriptions()));
        }
    }

    synchronized boolean isOpen(Subscription subscription) {
        return !closed && subscriptions.get(subscription.id()) == subscription;
    }

    synchronized boolean hasSubscriptions() {
        return !subscriptions.isEmpty();
    }

    /** Fetches a snapshot; not on the caller's thread, which may hold this lock while the stream's is needed. */
    void load(Subscription subscription) {
        Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(() -> fetched(subscription))
                .subscribe()
                .with(done -> {}, failure -> fail(subscription, failure));
    }

    /** It is told so; this lock is held. */
    void startOver(Subscription subscription) {
        meters.reset(subscription.stream().kind());
        load(subscription);
    }

    private Uni<Void> fetched(Subscription subscription) {
        if (!isOpen(subscription)) {
            return Uni.createFrom().voidItem();
        }
        meters.loads(subscription.stream().kind());
        var load = subscription.stream().beginSnapshot(subscription);
        return subscription.stream()
                .snapshots()
                .items(subscription.scope().now())
                .invoke(items -> subscription.loaded(items, load.cursor(), load.number()))
                .invoke(items -> leaveIfGone(subscription))
                .replaceWithVoid();
    }

    /** It may have been closed while it joined its stream. */
    void leaveIfGone(Subscription subscription) {
        if (!isOpen(subscription)) {
            subscription.close();
        }
    }

    void fail(Subscription subscription, Throwable failure) {
        if (end(subscription)) {
            answer(new FeedMessage.Failure(subscription.id(), problem(failure)));
        } else {
            subscription.close();
        }
    }

    private static FeedMessage.Problem problem(Throwable failure) {
        if (failure instanceof FeedException known) {
            return known.problem();
        }
        Log.error("a subscription failed unexpectedly", failure);
        return FeedProblems.internal();
    }

    /**
     * Ends a subscription; nothing of it is sent afterwards.
     *
     * @throws FeedException when there is none
     */
    void unsubscribe(String id) {
        var subscription = find(id);
        if (subscription == null || !end(subscription)) {
            throw new FeedException(FeedProblems.notFound(id));
        }
        answer(new FeedMessage.Unsubscribed(id));
    }

    /** The subscription of this id; null when there is none. */
    synchronized Subscription find(String id) {
        return subscriptions.get(id);
    }

    private boolean end(Subscription subscription) {
        synchronized (this) {
            if (!subscriptions.remove(subscription.id(), subscription)) {
                return false;
            }
            wanting.remove(subscription);
        }
        subscription.close();
        ended.accept(subscription);
        return true;
    }

    void answer(FeedMessage message) {
        var text = text(message);
        var isFull = false;
        synchronized (this) {
            if (closed) {
                return;
            }
            answers.add(text);
            isFull = answers.size() > MAX_ANSWERS;
            call();
        }
        if (isFull) {
            close(Closing.ANSWERS_UNREAD);
        }
    }

    /** Says that the connection lives, unless there is something better to say. */
    synchronized void heartbeat(String text) {
        var idle = answers.isEmpty()
                && underWay == 0
                && subscriptions.values().stream().allMatch(Subscription::isIdle);
        if (!closed && idle) {
            answers.add(text);
            call();
        }
    }

    /** A notice for a client that was too slow; this lock is held. */
    String conflated(FeedMessage.Conflated notice) {
        meters.conflated(notice.count());
        return text(notice);
    }

    private String text(FeedMessage message) {
        return text(json, message);
    }

    static String text(ObjectMapper json, FeedMessage message) {
        try {
            return json.writeValueAsString(message);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The subscription has something to say; this lock is held. */
    void wants(Subscription subscription) {
        if (subscription.takePlace()) {
            wanting.add(subscription);
        }
        call();
    }

    private void call() {
        if (!called && underWay < WINDOW) {
            called = true;
            courier.call(this);
        }
    }

    /** Sends while there is something to send and the client takes it; on the courier's loop. */
    void drain() {
        var count = 0;
        var length = 0;
        for (var text = begin(); text != null; text = next()) {
            line.write(text);
            count++;
            length += text.length();
        }
        if (count > 0) {
            meters.sent(count);
            line.flush(length, this);
        }
    }

    private synchronized String begin() {
        called = false;
        return next();
    }

    private synchronized String next() {
        if (closed || underWay >= WINDOW) {
            return null;
        }
        var answer = answers.poll();
        var text = answer == null ? nextOfSubscriptions() : answer;
        underWay += text == null ? 0 : text.length();
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
            subscription.leavePlace();
        }
        return null;
    }

    /** Messages of this length in all have left. */
    synchronized void sent(int length) {
        underWay -= length;
        if (!closed && (!answers.isEmpty() || !wanting.isEmpty())) {
            call();
        }
    }

    /** Does nothing when it is closed already. */
    void close(Closing why) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        meters.closed(why);
        closed();
        line.close(why);
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
        gone.forEach(subscription -> {
            subscription.close();
            ended.accept(subscription);
        });
    }
}
