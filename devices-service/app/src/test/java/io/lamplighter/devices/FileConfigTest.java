package io.lamplighter.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.devices.exports.ExportConfig;
import io.lamplighter.devices.history.HistoryConfig;
import io.lamplighter.devices.imports.ImportConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileConfigTest {

    @Test
    void keepsTheNamesAndDefaultsOfTheSettingsOfFilesAndHistory() {
        var unset = new SmallRyeConfigBuilder()
                .withMapping(ImportConfig.class)
                .withMapping(ExportConfig.class)
                .withMapping(HistoryConfig.class)
                .build();
        var imports = unset.getConfigMapping(ImportConfig.class);
        assertThat(imports.lineLimit()).isEqualTo(1_048_576);
        assertThat(imports.chunkSize()).isEqualTo(2000);
        assertThat(imports.most()).isEqualTo(2);
        assertThat(imports.timeLimit()).isEqualTo(Duration.ofMinutes(1));
        var exports = unset.getConfigMapping(ExportConfig.class);
        assertThat(exports.batchSize()).isEqualTo(2000);
        assertThat(exports.most()).isEqualTo(2);
        assertThat(exports.patience()).isEqualTo(Duration.ofMinutes(1));
        assertThat(exports.mostColumns()).isEqualTo(1000);
        assertThat(unset.getConfigMapping(HistoryConfig.class).retention()).isEqualTo(Duration.ofDays(730));
        assertThat(unset.getConfigMapping(HistoryConfig.class).pruneInterval()).isEqualTo(Duration.ofHours(1));

        var set = new SmallRyeConfigBuilder()
                .withDefaultValues(Map.of(
                        "lamplighter.imports.line-limit", "1",
                        "lamplighter.imports.chunk-size", "2",
                        "lamplighter.imports.most", "3",
                        "lamplighter.imports.time-limit", "PT4S",
                        "lamplighter.exports.batch-size", "5",
                        "lamplighter.exports.most", "6",
                        "lamplighter.exports.patience", "PT7S",
                        "lamplighter.exports.most-columns", "8",
                        "lamplighter.history.retention", "P9D",
                        "lamplighter.history.prune-interval", "PT10S"))
                .withMapping(ImportConfig.class)
                .withMapping(ExportConfig.class)
                .withMapping(HistoryConfig.class)
                .build();
        imports = set.getConfigMapping(ImportConfig.class);
        assertThat(imports.lineLimit() + imports.chunkSize() + imports.most()).isEqualTo(6);
        assertThat(imports.timeLimit()).isEqualTo(Duration.ofSeconds(4));
        exports = set.getConfigMapping(ExportConfig.class);
        assertThat(exports.batchSize() + exports.most() + exports.mostColumns()).isEqualTo(19);
        assertThat(exports.patience()).isEqualTo(Duration.ofSeconds(7));
        assertThat(set.getConfigMapping(HistoryConfig.class).retention()).isEqualTo(Duration.ofDays(9));
        assertThat(set.getConfigMapping(HistoryConfig.class).pruneInterval()).isEqualTo(Duration.ofSeconds(10));
    }
}
