package io.lamplighter.interactions.schedules;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How schedules are fired. */
@ConfigMapping(prefix = "lamplighter.schedules")
public interface SchedulesConfig {
    /** How long the firing sleeps at most before it looks again for what is due; it wakes earlier for a time it knows. */
    @WithDefault("PT0.5S")
    Duration poll();

    /** How late a time may be fired before it counts as missed and the schedule's misfire rule applies. */
    @WithDefault("PT5S")
    Duration grace();

    /** How many schedules are fired in one transaction at most. */
    @WithDefault("200")
    int batch();

    /** How many missed times are made up for at most where the misfire rule is {@code all}. */
    @WithDefault("1000")
    int mostMissed();
}
