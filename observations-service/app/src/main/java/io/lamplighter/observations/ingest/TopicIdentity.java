package io.lamplighter.observations.ingest;

import io.lamplighter.observations.api.ObservationsTopics;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** The topic's name with its id, which is another one when the topic was made anew and its offsets begin again. */
@Singleton
class TopicIdentity {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Map<String, Object> kafka;
    private Admin admin;
    private volatile String known;

    TopicIdentity(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    /** Fails while Kafka does not answer. */
    Uni<String> get() {
        return known != null
                ? Uni.createFrom().item(known)
                : Uni.createFrom().deferred(this::ask).invoke(name -> known = name);
    }

    /** To be called when it may have been made anew. */
    void forget() {
        known = null;
    }

    private Uni<String> ask() {
        var topic = ObservationsTopics.OBSERVATIONS;
        return Uni.createFrom()
                .completionStage(() -> admin().describeTopics(List.of(topic))
                        .topicNameValues()
                        .get(topic)
                        .toCompletionStage())
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .map(description -> topic + "/" + description.topicId());
    }

    // Not at start: Kafka may be absent then.
    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(kafka);
        }
        return admin;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
