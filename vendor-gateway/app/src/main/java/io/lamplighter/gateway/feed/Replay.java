package io.lamplighter.gateway.feed;

import io.lamplighter.gateway.topics.TopicFollower;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** One pass over a topic for several who missed something; each joins its stream when the pass meets what is in memory. */
final class Replay {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final long PATIENCE_MILLIS = 500;

    /** One who missed something. */
    static final class Request {
        private final Subscription subscription;
        private final long[] reached;
        private final Runnable joined;
        private boolean isSlow;

        Request(Subscription subscription, long[] reached, Runnable joined) {
            this.subscription = subscription;
            this.reached = reached;
            this.joined = joined;
        }

        Subscription subscription() {
            return subscription;
        }

        /** It starts over, unless it has joined or is gone. */
        void giveUp() {
            if (subscription.isReplaying()) {
                subscription.reset();
            }
        }

        private void take(Entry entry) {
            if (entry.offset() >= reached[entry.partition()] && subscription.isReplaying()) {
                subscription.stream().replay(subscription, entry, reached);
            }
        }

        /** A client that takes what it is told is waited for; one that does not is told less. */
        private void awaitRoom() throws InterruptedException {
            if (!isSlow) {
                isSlow = !subscription.awaitRoom(PATIENCE_MILLIS);
            }
        }
    }

    private final FeedStream stream;
    private final Consumer<byte[], byte[]> consumer;
    private final List<Request> requests;
    private final FeedConfig config;
    private final List<TopicPartition> partitions;
    private final Map<UUID, List<Request>> ofDevice = new HashMap<>();
    private final List<Request> ofMany = new ArrayList<>();

    Replay(FeedStream stream, Consumer<byte[], byte[]> consumer, List<Request> requests, FeedConfig config) {
        this.stream = stream;
        this.consumer = consumer;
        this.requests = new ArrayList<>(requests);
        this.config = config;
        this.partitions = IntStream.range(0, stream.end().length)
                .mapToObj(partition -> new TopicPartition(stream.kind().topic(), partition))
                .toList();
    }

    void run() throws InterruptedException {
        refuseTooOld();
        requests.forEach(this::index);
        begin();
        var end = System.nanoTime() + LONGEST.toNanos();
        while (!requests.isEmpty() && System.nanoTime() < end) {
            for (var entry : consumer.poll(POLL)) {
                tell(entry);
            }
            for (var request : requests) {
                request.awaitRoom();
            }
            join();
        }
    }

    private void refuseTooOld() {
        var window = TopicFollower.tail(consumer, partitions, config.window());
        var starts = consumer.beginningOffsets(partitions);
        var end = stream.end();
        requests.removeIf(request -> {
            var records = 0L;
            var isTooOld = false;
            for (var partition : partitions) {
                var from = request.reached[partition.partition()];
                isTooOld |= from < Math.max(window.get(partition), starts.get(partition));
                records += Math.max(0, end[partition.partition()] - from);
            }
            if (isTooOld || records > config.maxReplay()) {
                request.giveUp();
                return true;
            }
            return false;
        });
    }

    private void index(Request request) {
        var devices = request.subscription.scope().devices();
        if (devices == null) {
            ofMany.add(request);
        } else {
            devices.forEach(device -> ofDevice.computeIfAbsent(device, unseen -> new ArrayList<>())
                    .add(request));
        }
    }

    private void begin() {
        consumer.assign(partitions);
        var end = stream.end();
        for (var partition : partitions) {
            var number = partition.partition();
            var first = requests.stream()
                    .mapToLong(request -> request.reached[number])
                    .min()
                    .orElse(end[number]);
            consumer.seek(partition, Math.min(first, end[number]));
        }
    }

    private void tell(ConsumerRecord<byte[], byte[]> record) {
        var device = Entry.device(record.key());
        var interested = ofDevice.getOrDefault(device, List.of());
        if (interested.isEmpty() && ofMany.isEmpty()) {
            return;
        }
        var entry = Entry.of(record);
        interested.forEach(request -> request.take(entry));
        for (var request : ofMany) {
            if (request.subscription.scope().covers(device)) {
                request.take(entry);
            }
        }
    }

    private void join() {
        var position = new long[partitions.size()];
        for (var partition : partitions) {
            position[partition.partition()] = consumer.position(partition);
        }
        if (stream.reachesBack(position)) {
            requests.removeIf(request -> hasJoined(request, position));
        }
    }

    private boolean hasJoined(Request request, long[] position) {
        if (!request.subscription.isReplaying()) {
            return true;
        }
        var from = new long[position.length];
        for (var partition = 0; partition < from.length; partition++) {
            from[partition] = Math.max(position[partition], request.reached[partition]);
        }
        if (stream.resume(request.subscription, from) != FeedStream.Resumption.DONE) {
            return false;
        }
        request.joined.run();
        request.subscription.resume(false);
        return true;
    }
}
