package io.lamplighter.observations.ranges;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How ranges are read. */
@ConfigMapping(prefix = "lamplighter.ranges")
public interface RangeConfig {

    /** Rows of one piece of a stream. */
    @WithDefault("5000")
    int rowsPerPiece();

    /** Rows that a sample for a chart may be made of, over all of its series. */
    @WithDefault("20000000")
    long rowsPerSample();
}
