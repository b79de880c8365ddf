package io.lamplighter.devices.exports;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings of exports. */
@ConfigMapping(prefix = "lamplighter.exports")
public interface ExportConfig {
    /** How many devices are read from the database at a time; so many are in memory. */
    @WithDefault("2000")
    int batchSize();

    /** How many exports may run in this process at the same time; each holds one connection to the database. */
    @WithDefault("2")
    int most();

    /** How long a reader may take nothing before the export is given up. */
    @WithDefault("PT1M")
    Duration patience();

    /** The most columns that a CSV file may have; who has more names of labels takes NDJSON. */
    @WithDefault("1000")
    int mostColumns();
}
