package io.lamplighter.devices.imports;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings of imports. */
@ConfigMapping(prefix = "lamplighter.imports")
public interface ImportConfig {
    /** The most bytes that one line may have; a longer one is refused and the rest is read. */
    @WithDefault("1048576")
    int lineLimit();

    /** How many lines are registered in one transaction, unless the whole import is one. */
    @WithDefault("2000")
    int chunkSize();

    /** How many imports may run in this process at the same time; each holds one connection to the database. */
    @WithDefault("2")
    int most();

    /** How long one chunk may take in the database before the import is given up. */
    @WithDefault("PT1M")
    Duration timeLimit();
}
