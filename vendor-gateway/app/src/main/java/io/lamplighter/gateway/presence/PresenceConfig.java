package io.lamplighter.gateway.presence;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long somebody is taken to be there. */
@ConfigMapping(prefix = "lamplighter.presence")
public interface PresenceConfig {
    /** How often a replica says that it lives. */
    @WithDefault("PT5S")
    Duration beat();

    /** After so long without a word of its replica nobody at it counts; several times {@link #beat()}. */
    @WithDefault("PT20S")
    Duration expiry();

    /** Devices that one socket may be at. */
    @WithDefault("100")
    int maxDevices();
}
