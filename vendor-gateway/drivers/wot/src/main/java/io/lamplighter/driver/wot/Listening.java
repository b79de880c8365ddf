package io.lamplighter.driver.wot;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Pushed;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Listens to one device, over as many streams as its description names. It is open once all of them are: an event stream when
 * it is answered, a long poll when it is on its way and the device has answered something else afterwards.
 *
 * <p>While nothing is told, the description is asked for now and then: that shows that the device lives, and that it has not
 * become another.
 */
final class Listening {
    private static final long PULSE_MS = 60_000;
    private static final int WAITING = 1024;

    private final Vertx vertx;
    private final WotClient client;
    private final Descriptions descriptions;
    private final Clock clock;
    private final Target target;
    private final Descriptions.Described described;
    private final MultiEmitter<? super Pushed> emitter;
    private final List<Cancellable> running = new ArrayList<>();
    private final List<Pushed> early = new ArrayList<>();
    private int awaited;
    private boolean open;
    private boolean ended;
    private boolean heard;

    @SuppressWarnings("checkstyle:ParameterNumber")
    Listening(
            Vertx vertx,
            WotClient client,
            Descriptions descriptions,
            Clock clock,
            Target target,
            Descriptions.Described described,
            MultiEmitter<? super Pushed> emitter) {
        this.vertx = vertx;
        this.client = client;
        this.descriptions = descriptions;
        this.clock = clock;
        this.target = target;
        this.described = described;
        this.emitter = emitter;
    }

    void begin() {
        var streams = described.thing().streams();
        awaited = streams.size();
        var timer = vertx.setPeriodic(PULSE_MS, tick -> pulse());
        until(() -> vertx.cancelTimer(timer));
        for (var stream : streams) {
            if (stream.form().subscribing() == Form.Subscribing.SSE) {
                new EventStream(client, this, stream).begin();
            } else {
                new LongPoll(client, this, stream).begin();
            }
        }
    }

    void end() {
        List<Cancellable> left;
        synchronized (this) {
            ended = true;
            left = List.copyOf(running);
            running.clear();
        }
        left.forEach(Cancellable::cancel);
    }

    Request request(Thing.Stream stream) {
        return stream.form().request(described.place());
    }

    Target target() {
        return target;
    }

    /** What is to be given back at the end; at once, if that has come already. */
    void until(Cancellable cancellable) {
        synchronized (this) {
            if (!ended) {
                running.add(cancellable);
                return;
            }
        }
        cancellable.cancel();
    }

    /** Makes a call that is given up at the end; when it fails, so does all. */
    <T> void follow(Uni<T> call, Consumer<T> then) {
        var own = new AtomicReference<Cancellable>(() -> {});
        Cancellable whatever = () -> own.get().cancel();
        until(whatever);
        own.set(call.onTermination().invoke(() -> over(whatever)).subscribe().with(then, this::failed));
        if (isEnded()) {
            whatever.cancel();
        }
    }

    /** Does something later, unless all has ended then. */
    void later(long millis, Runnable then) {
        var timer = vertx.setTimer(millis, tick -> {
            if (!isEnded()) {
                then.run();
            }
        });
        if (isEnded()) {
            vertx.cancelTimer(timer);
        }
    }

    private synchronized void over(Cancellable cancellable) {
        running.remove(cancellable);
    }

    synchronized boolean isEnded() {
        return ended;
    }

    /** One stream stands; after the last one of them, all does. */
    void begun() {
        synchronized (this) {
            awaited--;
            if (awaited > 0) {
                return;
            }
        }
        var polls = described.thing().streams().stream()
                .anyMatch(stream -> stream.form().subscribing() == Form.Subscribing.LONG_POLL);
        if (polls) {
            ask(this::opened);
        } else {
            opened();
        }
    }

    private synchronized void opened() {
        open = true;
        emitter.emit(new Pushed.Opened(false));
        early.forEach(emitter::emit);
        early.clear();
    }

    void alive() {
        tell(new Pushed.Alive());
    }

    void failed(Throwable failure) {
        if (!isEnded()) {
            emitter.fail(Answers.failure(Urls.shown(target.description()), failure));
        }
    }

    /** Something was told of a property or event of a stream. */
    void told(Thing.Stream stream, String key, JsonNode value, Instant at) {
        var observations = new ArrayList<Observation>();
        for (var field : stream.told().getOrDefault(key, List.of())) {
            if (field.readable()) {
                (stream.events() ? field.hinted() : field).observe(value, at).ifPresent(observations::add);
            }
        }
        tell(observations.isEmpty() ? new Pushed.Alive() : new Pushed.Observed(target.device(), observations));
    }

    Instant now() {
        return clock.instant();
    }

    private synchronized void tell(Pushed pushed) {
        heard = true;
        if (open) {
            emitter.emit(pushed);
        } else if (early.size() < WAITING) {
            early.add(pushed);
        } else {
            emitter.fail(new DriverException.Unreachable(
                    "the device tells much before all streams stand", (Throwable) null));
        }
    }

    private void pulse() {
        synchronized (this) {
            if (heard || !open) {
                heard = false;
                return;
            }
        }
        ask(() -> emitter.emit(new Pushed.Alive()));
    }

    private void ask(Runnable then) {
        follow(descriptions.now(target), now -> {
            if (!now.thing().equals(described.thing())) {
                failed(new DriverException.Unreachable("the device has another description now", (Throwable) null));
                return;
            }
            then.run();
        });
    }
}
