package io.lamplighter.observations.latest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the newest values are looked up. */
@ConfigMapping(prefix = "lamplighter.latest")
public interface LatestConfig {

    /** How old a newest value may be before it is said to be stale, where the caller does not say. */
    @WithDefault("PT1H")
    Duration staleAfter();

    /** Rows of one piece of a stream, and of one page. */
    @WithDefault("5000")
    int rowsPerPiece();
}
