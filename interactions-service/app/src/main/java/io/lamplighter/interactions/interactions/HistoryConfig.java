package io.lamplighter.interactions.interactions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long what has ended is remembered. */
@ConfigMapping(prefix = "lamplighter.history")
public interface HistoryConfig {
    /** How long interactions and their runs are kept. */
    @WithDefault("P30D")
    Duration keep();

    /** How many interactions of one schedule are kept at most, the newest ones; steps of workflows are kept by age alone. */
    @WithDefault("10000")
    int keepPerSchedule();

    /** How often what is too old is deleted. */
    @WithDefault("PT10M")
    Duration sweep();

    /** How many runs one statement deletes at most. */
    @WithDefault("5000")
    int batch();
}
