package io.lamplighter.observations.ingest;

import io.lamplighter.observations.series.SeriesDirectory;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.inject.Singleton;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Devices have come from another replica, which may have given them series that this one does not know. */
@Singleton
@Identifier("observations-in") class PartitionListener implements KafkaConsumerRebalanceListener {
    private final SeriesDirectory series;
    private final TopicIdentity topic;

    PartitionListener(SeriesDirectory series, TopicIdentity topic) {
        this.series = series;
        this.topic = topic;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        series.forget();
        topic.forget();
    }
}
