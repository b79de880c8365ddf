package io.lamplighter.observations.ingest;

import io.lamplighter.observations.api.ObservationsTopics;
import io.lamplighter.observations.problems.Problems;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How many records Kafka has that are not stored yet, of all partitions and whichever replica reads them. Beyond a bound
 * no more are taken: Kafka does not keep them for ever.
 */
@Singleton
class Backlog {
    private static final int RETRY_AFTER_SECONDS = 5;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Map<String, Object> kafka;
    private final IngestConfig config;
    private final String group;
    private final AtomicLong records;
    private Admin admin;
    private Cancellable ticks = () -> {};

    Backlog(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            IngestConfig config,
            @ConfigProperty(name = "mp.messaging.incoming.observations-in.group.id") String group,
            MeterRegistry metrics) {
        this.kafka = kafka;
        this.config = config;
        this.group = group;
        this.records = metrics.gauge("lamplighter.observations.backlog", new AtomicLong());
    }

    void start(@Observes StartupEvent event) {
        ticks = Multi.createFrom()
                .ticks()
                .every(config.backlogEvery())
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> measure())
                .subscribe()
                .with(done -> {});
    }

    void stop(@Observes ShutdownEvent event) {
        ticks.cancel();
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }

    /** Raises the problem when there are too many. */
    void check() {
        if (records.get() > config.backlog()) {
            throw Problems.unavailable(
                    "backlog-too-long",
                    "Too many observations wait for being stored",
                    "Send it again later; nothing of it was taken.",
                    RETRY_AFTER_SECONDS);
        }
    }

    // While Kafka does not answer it takes nothing anyway.
    private Uni<Void> measure() {
        return Uni.createFrom()
                .completionStage(() -> admin().describeTopics(List.of(ObservationsTopics.OBSERVATIONS))
                        .topicNameValues()
                        .get(ObservationsTopics.OBSERVATIONS)
                        .toCompletionStage()
                        .thenCompose(this::waiting))
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .invoke(records::set)
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private CompletionStage<Long> waiting(TopicDescription topic) {
        var partitions = topic.partitions().stream()
                .map(each -> new TopicPartition(topic.name(), each.partition()))
                .toList();
        return admin().listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .toCompletionStage()
                .thenCompose(stored -> offsets(partitions, OffsetSpec.earliest())
                        .thenCompose(first -> offsets(partitions, OffsetSpec.latest())
                                .thenApply(end -> waiting(partitions, stored, first, end))));
    }

    private CompletionStage<Map<TopicPartition, ListOffsetsResultInfo>> offsets(
            List<TopicPartition> partitions, OffsetSpec which) {
        return admin().listOffsets(partitions.stream().collect(Collectors.toMap(each -> each, each -> which)))
                .all()
                .toCompletionStage();
    }

    // Of a partition of which nothing was stored yet all wait.
    private static long waiting(
            List<TopicPartition> partitions,
            Map<TopicPartition, OffsetAndMetadata> stored,
            Map<TopicPartition, ListOffsetsResultInfo> first,
            Map<TopicPartition, ListOffsetsResultInfo> end) {
        var waiting = 0L;
        for (var each : partitions) {
            var done = stored.get(each);
            var next = done == null ? first.get(each).offset() : done.offset();
            waiting += Math.max(0, end.get(each).offset() - next);
        }
        return waiting;
    }

    // Not at start: Kafka may be absent then.
    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(kafka);
        }
        return admin;
    }
}
