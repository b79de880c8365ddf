package io.lamplighter.interactions.ensures;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How wanted values are kept. */
@ConfigMapping(prefix = "lamplighter.ensures")
public interface EnsuresConfig {
    /** How often the store is searched for values to set or to ask for; a drift that is heard of wakes it at once. */
    @WithDefault("PT0.5S")
    Duration sweep();

    /** How often the devices whose observations matter are read anew, so that other replicas' changes are known. */
    @WithDefault("PT2S")
    Duration refresh();

    /** How many wanted values there may be. */
    @WithDefault("100000")
    int most();

    /** How many are handled at a time. */
    @WithDefault("200")
    int batch();

    /** The longest pause between attempts to set a value that cannot be set. */
    @WithDefault("PT10M")
    Duration longestPause();
}
