package io.lamplighter.driver.wot;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Pushed;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Listens to devices that tell what happens. */
final class Subscriptions implements AutoCloseable {
    private static final int WAITING = 1024;
    private static final int MOST_STREAMS = 64;

    private final Vertx vertx;
    private final WotClient client;
    private final Descriptions descriptions;
    private final Clock clock;
    private final Set<MultiEmitter<? super Pushed>> open = ConcurrentHashMap.newKeySet();

    Subscriptions(Vertx vertx, WotClient client, Descriptions descriptions, Clock clock) {
        this.vertx = vertx;
        this.client = client;
        this.descriptions = descriptions;
        this.clock = clock;
    }

    Multi<Pushed> to(Target target) {
        return Uni.createFrom()
                .deferred(() -> descriptions.of(target))
                .onItem()
                .transformToMulti(described -> to(target, described));
    }

    @Override
    public void close() {
        open.forEach(emitter -> emitter.fail(WotClient.isClosed()));
    }

    private Multi<Pushed> to(Target target, Descriptions.Described described) {
        var streams = described.thing().streams();
        if (streams.isEmpty()) {
            throw new DriverException.Unsupported(described.thing().gaps("the device tells nothing by itself"));
        }
        if (streams.size() > MOST_STREAMS) {
            throw new DriverException.Unsupported("the device tells over more than %d streams".formatted(MOST_STREAMS));
        }
        return Multi.createFrom()
                .<Pushed>emitter(emitter -> begin(target, described, emitter), WAITING)
                .onFailure()
                .transform(failure -> Answers.failure(Urls.shown(target.description()), failure));
    }

    private void begin(Target target, Descriptions.Described described, MultiEmitter<? super Pushed> emitter) {
        open.add(emitter);
        var listening = new Listening(vertx, client, descriptions, clock, target, described, emitter);
        emitter.onTermination(() -> {
            open.remove(emitter);
            listening.end();
        });
        client.requireOpen();
        listening.begin();
    }
}
