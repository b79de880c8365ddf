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

    /** Statements for single devices that run at once; what comes meanwhile goes together into the next one. */
    @WithDefault("3")
    int statements();

    /** Devices of one such statement. */
    @WithDefault("200")
    int devicesPerStatement();

    /** Look-ups that may wait for a statement; more are told to come again. */
    @WithDefault("10000")
    int waiting();

    /** Rows of one piece of a stream, and of one page. */
    @WithDefault("5000")
    int rowsPerPiece();
}
