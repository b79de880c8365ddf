package io.lamplighter.observations.series;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the series are looked up. */
@ConfigMapping(prefix = "lamplighter.series")
public interface SeriesConfig {

    /** How many names of devices are remembered in memory with their series, some 300 bytes each. */
    @WithDefault("50000")
    long remembered();
}
