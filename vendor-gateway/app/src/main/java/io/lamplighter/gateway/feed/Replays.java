package io.lamplighter.gateway.feed;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads again from Kafka what subscriptions missed that is not in memory any more. All who come back at about the same time
 * share one pass over the topic.
 */
@Singleton
class Replays {
    private final Map<FeedStreamKind, List<Replay.Request>> due = new EnumMap<>(FeedStreamKind.class);
    private final Map<String, Object> settings;
    private final FeedConfig config;
    private final ExecutorService thread;

    Replays(@Identifier("default-kafka-broker") Map<String, Object> kafka, FeedConfig config) {
        this.config = config;
        this.settings = new HashMap<>(kafka);
        settings.put("client.id", "gateway-replay");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "none");
        settings.put("max.poll.records", Math.max(1, config.maxWaiting() / 2));
        settings.put("fetch.max.bytes", 4 * 1024 * 1024);
        settings.remove("group.id");
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("replay").factory());
    }

    void stop(@Observes ShutdownEvent stop) {
        thread.shutdownNow();
    }

    /**
     * The subscription will be told what it missed since then, and joins its stream after that.
     *
     * @param joined done when it has joined
     */
    void add(Subscription subscription, long[] since, Runnable joined) {
        var kind = subscription.stream().kind();
        synchronized (due) {
            due.computeIfAbsent(kind, unseen -> new ArrayList<>())
                    .add(new Replay.Request(subscription, since.clone(), joined));
        }
        thread.execute(() -> pass(kind));
    }

    private void pass(FeedStreamKind kind) {
        List<Replay.Request> requests;
        synchronized (due) {
            requests = due.remove(kind);
        }
        if (requests == null) {
            return;
        }
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            new Replay(requests.getFirst().subscription().stream(), consumer, requests, config).run();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (KafkaException failure) {
            Log.warnf("what clients missed cannot be read again, they start over: %s", failure.getMessage());
        } finally {
            requests.forEach(Replay.Request::giveUp);
        }
    }
}
