package io.lamplighter.devices.history;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings of the history of devices. */
@ConfigMapping(prefix = "lamplighter.history")
public interface HistoryConfig {
    /** How long a change is kept, also when the device is deleted. */
    @WithDefault("P730D")
    Duration retention();

    /** How often older changes are removed. */
    @WithDefault("PT1H")
    Duration pruneInterval();
}
