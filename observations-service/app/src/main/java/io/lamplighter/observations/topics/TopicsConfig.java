package io.lamplighter.observations.topics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How this service writes to Kafka. */
@ConfigMapping(prefix = "lamplighter.topics")
public interface TopicsConfig {

    /** How long a record may wait for others, so that they travel together. */
    @WithDefault("PT0.005S")
    Duration linger();

    /** Bytes of one batch of one partition. */
    @WithDefault("262144")
    int batchSize();

    /** Bytes that may wait for Kafka; more block the sender for {@link #blockFor}. */
    @WithDefault("16777216")
    long bufferMemory();

    /** How records are compressed: {@code none}, {@code lz4}, {@code zstd}, {@code snappy} or {@code gzip}. */
    @WithDefault("lz4")
    String compression();

    /** How long to try to deliver a record before it counts as not accepted. */
    @WithDefault("PT4S")
    Duration deliverWithin();

    /** How long a sender may be held up when Kafka has never answered or the buffer is full. */
    @WithDefault("PT2S")
    Duration blockFor();
}
