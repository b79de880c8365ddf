package io.lamplighter.observations.partitions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the tables of observations are divided by {@code validAt}. */
@ConfigMapping(prefix = "lamplighter.partitions")
public interface PartitionsConfig {

    /** Calendar months, in UTC, of one partition; a change counts for those to come. */
    @WithDefault("1")
    int months();

    /** How many months ahead of now there are partitions before anybody needs them. */
    @WithDefault("2")
    int monthsAhead();

    /** How often to look whether there are enough of them. */
    @WithDefault("PT1H")
    Duration every();
}
