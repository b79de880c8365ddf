package io.lamplighter.observations;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.observations.ingest.IngestConfig;
import io.lamplighter.observations.queries.QueriesConfig;
import io.lamplighter.observations.registry.RegistryConfig;
import io.lamplighter.observations.series.SeriesConfig;
import io.lamplighter.observations.topics.TopicsConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Period;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every key and its default: whoever changes one changes what operators rely on. */
class ConfigTest {

    @Test
    void keepsItsKeysAndDefaults() {
        assertThat(config(Map.of(), IngestConfig.class)).satisfies(ingest -> {
            assertThat(ingest.furthestAhead()).isEqualTo(Period.ofDays(366));
            assertThat(ingest.observationsPerRequest()).isEqualTo(10_000);
            assertThat(ingest.bytesInFlight()).isEqualTo(24 * 1024 * 1024);
            assertThat(ingest.observationsPerRecord()).isEqualTo(1000);
            assertThat(ingest.bytesPerRecord()).isEqualTo(768 * 1024);
            assertThat(ingest.rowsPerStatement()).isEqualTo(5000);
            assertThat(ingest.firstRetry()).isEqualTo(Duration.ofMillis(200));
            assertThat(ingest.longestRetry()).isEqualTo(Duration.ofSeconds(5));
        });
        assertThat(config(Map.of(), RegistryConfig.class)).satisfies(registry -> {
            assertThat(registry.remembered()).isEqualTo(50_000);
            assertThat(registry.rememberedFor()).isEqualTo(Duration.ofMinutes(1));
            assertThat(registry.lookUpWithin()).isEqualTo(Duration.ofSeconds(1));
            assertThat(registry.answerWithin()).isEqualTo(Duration.ofSeconds(2));
            assertThat(registry.purgeEvery()).isEqualTo(Duration.ofSeconds(30));
            assertThat(registry.purgeAfter()).isEqualTo(Duration.ofMinutes(2));
            assertThat(registry.purgeChunk()).isEqualTo(10_000);
        });
        assertThat(config(Map.of(), SeriesConfig.class).remembered()).isEqualTo(50_000);
        assertThat(config(Map.of(), QueriesConfig.class)).satisfies(queries -> {
            assertThat(queries.devices()).isEqualTo(100);
            assertThat(queries.buckets()).isEqualTo(10_000);
            assertThat(queries.span()).isEqualTo(Duration.ofHours(24));
            assertThat(queries.answerWithin()).isEqualTo(Duration.ofSeconds(8));
        });
        assertThat(config(Map.of(), TopicsConfig.class)).satisfies(topics -> {
            assertThat(topics.linger()).isEqualTo(Duration.ofMillis(5));
            assertThat(topics.batchSize()).isEqualTo(256 * 1024);
            assertThat(topics.bufferMemory()).isEqualTo(16 * 1024 * 1024);
            assertThat(topics.compression()).isEqualTo("lz4");
            assertThat(topics.deliverWithin()).isEqualTo(Duration.ofSeconds(4));
            assertThat(topics.blockFor()).isEqualTo(Duration.ofSeconds(2));
        });
    }

    @Test
    void takesOtherValues() {
        assertThat(config(Map.of("lamplighter.ingest.furthest-ahead", "P2D"), IngestConfig.class)
                        .furthestAhead())
                .isEqualTo(Period.ofDays(2));
        assertThat(config(Map.of("lamplighter.registry.purge-after", "PT5M"), RegistryConfig.class)
                        .purgeAfter())
                .isEqualTo(Duration.ofMinutes(5));
    }

    private static <T> T config(Map<String, String> values, Class<T> mapping) {
        return new SmallRyeConfigBuilder()
                .withMapping(mapping)
                .withDefaultValues(values)
                .withConverter(Period.class, 100, Period::parse)
                .build()
                .getConfigMapping(mapping);
    }
}
