package io.lamplighter.interactions.rollouts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How rollouts are led. */
@ConfigMapping(prefix = "lamplighter.rollouts")
public interface RolloutsConfig {
    /** How often the store is searched for rollouts while there is none. */
    @WithDefault("PT0.25S")
    Duration sweep();

    /** How often rollouts are moved on while there are some; an end of a run moves them at once. */
    @WithDefault("PT0.05S")
    Duration tick();

    /** How long a replica has for sending the commands that it let go, before another one sends them. */
    @WithDefault("PT3S")
    Duration lease();
}
