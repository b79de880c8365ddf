package io.lamplighter.devices.announcements;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings of the announcements. */
@ConfigMapping(prefix = "lamplighter.announcements")
public interface AnnouncementsConfig {
    /** How often it is looked for changes that were not announced at once; at least one second. */
    @WithDefault("PT1S")
    Duration sweepInterval();

    /** How many changes, and as many deletions, are announced in one turn at most: what memory holds; at most 50000. */
    @WithDefault("1000")
    int batchSize();

    /** How long one turn may take before the next one is tried. */
    @WithDefault("PT25S")
    Duration timeLimit();
}
