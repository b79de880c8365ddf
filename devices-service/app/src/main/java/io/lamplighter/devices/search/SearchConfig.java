package io.lamplighter.devices.search;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings of the search. */
@ConfigMapping(prefix = "lamplighter.search")
public interface SearchConfig {
    /** How far {@code count=true} counts; of more devices it says that there are at least so many. */
    @WithDefault("100000")
    int countLimit();

    /** How many ids of a stream are read from the database at once. */
    @WithDefault("10000")
    int streamBatch();

    /** How long a stream of ids waits for its reader before it gives up. */
    @WithDefault("PT30S")
    Duration streamPatience();
}
