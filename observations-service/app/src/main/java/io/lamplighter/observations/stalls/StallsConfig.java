package io.lamplighter.observations.stalls;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When storing counts as stalled. */
@ConfigMapping(prefix = "lamplighter.stalls")
public interface StallsConfig {

    /** How often the topic is looked at. */
    @WithDefault("PT5S")
    Duration lookEvery();

    /** How long records may wait while none is stored. */
    @WithDefault("PT30S")
    Duration stalledAfter();

    /** How long Kafka may take to tell. */
    @WithDefault("PT4S")
    Duration answerWithin();
}
