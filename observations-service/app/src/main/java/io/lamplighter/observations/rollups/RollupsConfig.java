package io.lamplighter.observations.rollups;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When and how attributes are rolled up; every answer is the same whenever it happens, only slower before. */
@ConfigMapping(prefix = "lamplighter.rollups")
public interface RollupsConfig {

    /** How often to look for what is to be rolled up. */
    @WithDefault("PT2S")
    Duration every();

    /** How long after its end an hour is closed; what comes for it later makes its day be rolled up once more. */
    @WithDefault("PT5M")
    Duration closeAfter();

    /** How long nothing must have come for a closed day of a series before it is rolled up once more. */
    @WithDefault("PT10S")
    Duration settle();

    /** Observations that a minute, an hour or a day has at least to be rolled up; fewer are as quick to read. */
    @WithDefault("32")
    int least();

    /** Series of one transaction. */
    @WithDefault("2000")
    int seriesPerStep();

    /** Days of series of one transaction, where late observations or corrections came. */
    @WithDefault("500")
    int pendingPerStep();
}
