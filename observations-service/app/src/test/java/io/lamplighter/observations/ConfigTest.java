package io.lamplighter.observations;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.observations.graph.GraphConfig;
import io.lamplighter.observations.ingest.IngestConfig;
import io.lamplighter.observations.latest.LatestConfig;
import io.lamplighter.observations.limits.LimitsConfig;
import io.lamplighter.observations.partitions.PartitionsConfig;
import io.lamplighter.observations.queries.QueriesConfig;
import io.lamplighter.observations.ranges.RangeConfig;
import io.lamplighter.observations.registry.RegistryConfig;
import io.lamplighter.observations.retention.RetentionConfig;
import io.lamplighter.observations.rollups.RollupsConfig;
import io.lamplighter.observations.series.SeriesConfig;
import io.lamplighter.observations.stalls.StallsConfig;
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
            assertThat(ingest.earliest()).isEqualTo(java.time.Instant.EPOCH);
            assertThat(ingest.backlog()).isEqualTo(100_000);
            assertThat(ingest.backlogEvery()).isEqualTo(Duration.ofSeconds(1));
            assertThat(ingest.observationsPerRequest()).isEqualTo(10_000);
            assertThat(ingest.bytesInFlight()).isEqualTo(24 * 1024 * 1024);
            assertThat(ingest.readWithin()).isEqualTo(Duration.ofMinutes(1));
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
            assertThat(registry.selected()).isEqualTo(200_000);
            assertThat(registry.purgeEvery()).isEqualTo(Duration.ofSeconds(30));
            assertThat(registry.purgeAfter()).isEqualTo(Duration.ofMinutes(2));
            assertThat(registry.purgeChunk()).isEqualTo(10_000);
        });
        assertThat(config(Map.of(), PartitionsConfig.class)).satisfies(partitions -> {
            assertThat(partitions.months()).isEqualTo(1);
            assertThat(partitions.monthsAhead()).isEqualTo(2);
            assertThat(partitions.every()).isEqualTo(Duration.ofHours(1));
        });
        assertThat(config(Map.of(), RollupsConfig.class)).satisfies(rollups -> {
            assertThat(rollups.every()).isEqualTo(Duration.ofSeconds(2));
            assertThat(rollups.closeAfter()).isEqualTo(Duration.ofMinutes(5));
            assertThat(rollups.settle()).isEqualTo(Duration.ofSeconds(10));
            assertThat(rollups.least()).isEqualTo(32);
            assertThat(rollups.seriesPerStep()).isEqualTo(2000);
            assertThat(rollups.pendingPerStep()).isEqualTo(500);
        });
        assertThat(config(Map.of(), RetentionConfig.class)).satisfies(retention -> {
            assertThat(retention.every()).isEqualTo(Duration.ofHours(1));
            assertThat(retention.chunk()).isEqualTo(5000);
            assertThat(retention.lockTimeout()).isEqualTo(Duration.ofMillis(100));
            assertThat(retention.rules()).isEmpty();
        });
        assertThat(config(Map.of(), LimitsConfig.class).rules()).isEmpty();
        assertThat(config(Map.of(), SeriesConfig.class).remembered()).isEqualTo(50_000);
        assertThat(config(Map.of(), QueriesConfig.class)).satisfies(queries -> {
            assertThat(queries.devices()).isEqualTo(100);
            assertThat(queries.buckets()).isEqualTo(10_000);
            assertThat(queries.span()).isEqualTo(Duration.ofHours(24));
            assertThat(queries.answerWithin()).isEqualTo(Duration.ofSeconds(8));
            assertThat(queries.statements()).isEqualTo(1);
            assertThat(queries.keysPerStatement()).isEqualTo(200);
            assertThat(queries.waiting()).isEqualTo(10_000);
        });
        assertThat(config(Map.of(), LatestConfig.class)).satisfies(latest -> {
            assertThat(latest.staleAfter()).isEqualTo(Duration.ofHours(1));
            assertThat(latest.rowsPerPiece()).isEqualTo(5000);
        });
        assertThat(config(Map.of(), RangeConfig.class)).satisfies(ranges -> {
            assertThat(ranges.rowsPerPiece()).isEqualTo(5000);
            assertThat(ranges.rowsPerSample()).isEqualTo(20_000_000);
        });
        assertThat(config(Map.of(), GraphConfig.class)).satisfies(graph -> {
            assertThat(graph.rows()).isEqualTo(100_000);
            assertThat(graph.pagesOfRuns()).isEqualTo(10);
            assertThat(graph.answerWithin()).isEqualTo(Duration.ofSeconds(2));
            assertThat(graph.behind()).isEqualTo(1000);
            assertThat(graph.subscriptions()).isEqualTo(1000);
        });
        assertThat(config(Map.of(), StallsConfig.class)).satisfies(stalls -> {
            assertThat(stalls.lookEvery()).isEqualTo(Duration.ofSeconds(5));
            assertThat(stalls.stalledAfter()).isEqualTo(Duration.ofSeconds(30));
            assertThat(stalls.answerWithin()).isEqualTo(Duration.ofSeconds(4));
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

    @Test
    void takesRulesOfRetention() {
        var prefix = "lamplighter.retention.rules[0].";
        var rule = config(
                        Map.of(
                                prefix + "kind", "attribute",
                                prefix + "name", "power_*",
                                prefix + "vendor", "shelly",
                                prefix + "labels", "room:kitchen,floor:1",
                                prefix + "keep", "P90D",
                                prefix + "keep-rollups", "P10Y"),
                        RetentionConfig.class)
                .rules()
                .getFirst();

        assertThat(rule.kind()).contains(io.lamplighter.observations.series.Kind.ATTRIBUTE);
        assertThat(rule.name()).contains("power_*");
        assertThat(rule.vendor()).contains("shelly");
        assertThat(rule.labels()).contains(java.util.List.of("room:kitchen", "floor:1"));
        assertThat(rule.keep()).isEqualTo(Period.ofDays(90));
        assertThat(rule.keepRollups()).contains(Period.ofYears(10));
    }

    @Test
    void takesRulesOfLimits() {
        var prefix = "lamplighter.limits.rules[0].";
        var rule = config(
                        Map.of(
                                prefix + "name", "*_temperature",
                                prefix + "units", "Cel",
                                prefix + "min", "-40",
                                prefix + "max", "125.5",
                                prefix + "values", "on,off"),
                        LimitsConfig.class)
                .rules()
                .getFirst();

        assertThat(rule.name()).isEqualTo("*_temperature");
        assertThat(rule.units()).contains("Cel");
        assertThat(rule.min()).hasValue(-40);
        assertThat(rule.max()).hasValue(125.5);
        assertThat(rule.values()).contains(java.util.List.of("on", "off"));
    }

    private static <T> T config(Map<String, String> values, Class<T> mapping) {
        return new SmallRyeConfigBuilder()
                .withMapping(mapping)
                .withDefaultValues(values)
                .withConverter(Period.class, 100, Period::parse)
                .withConverter(java.time.Instant.class, 100, java.time.Instant::parse)
                .build()
                .getConfigMapping(mapping);
    }
}
