package io.lamplighter.interactions.runs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How runs are dispatched, timed and announced. */
@ConfigMapping(prefix = "lamplighter.runs")
public interface RunsConfig {
    /** How often the store is searched for what the direct way left behind: commands, announcements, timeouts. */
    @WithDefault("PT0.5S")
    Duration sweep();

    /** How long a replica has for dispatching the commands that it took, before another one takes them. */
    @WithDefault("PT3S")
    Duration lease();

    /** How long after its deadline a run waits for a result that is on its way, before it is timed out. */
    @WithDefault("PT1S")
    Duration timeoutGrace();

    /** How long nothing is timed out after a start or an outage of the database, so that waiting results come first. */
    @WithDefault("PT5S")
    Duration timeoutHold();

    /** How many rows one statement handles at most. */
    @WithDefault("1000")
    int batch();
}
