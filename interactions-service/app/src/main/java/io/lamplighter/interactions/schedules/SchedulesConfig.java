package io.lamplighter.interactions.schedules;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How schedules are fired. */
@ConfigMapping(prefix = "lamplighter.schedules")
public interface SchedulesConfig {
    /** How long the firing sleeps at most before it looks again for what is due; it wakes earlier for a time it knows. */
    @WithDefault("PT0.5S")
    Duration poll();

    /** How long it waits after a firing before it fires again, so that what falls due close together is one transaction. */
    @WithDefault("PT0.02S")
    Duration gather();

    /** How late a time may be fired before it counts as missed and the schedule's misfire rule applies. */
    @WithDefault("PT5S")
    Duration grace();

    /** How many schedules are fired in one transaction at most. */
    @WithDefault("500")
    int batch();

    /** How many missed times are made up for at most where the misfire rule is {@code all}. */
    @WithDefault("1000")
    int mostMissed();

    /** Missed times older than this are not made up for, where the schedule itself says nothing. */
    @WithDefault("P1D")
    Duration misfireHorizon();

    /**
     * The shortest pause between two times of a crontab line: one that fires more often is taken for a mistake and
     * refused. Those who mean it write {@code rate}.
     */
    @WithDefault("PT5S")
    Duration minPeriod();

    /** Names of the schedules that this deployment fires, {@code *} standing for any characters; all when absent. */
    Optional<List<String>> include();

    /** Names of schedules that this deployment does not fire, even when {@code include} has them; none when absent. */
    Optional<List<String>> exclude();

    /** How long a time may be due and not fired before the watchdog tells. */
    @WithDefault("PT10S")
    Duration overdueAfter();

    /** How often the watchdog looks. */
    @WithDefault("PT2S")
    Duration watch();
}
