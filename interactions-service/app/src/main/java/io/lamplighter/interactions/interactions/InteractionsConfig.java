package io.lamplighter.interactions.interactions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How interactions are expanded and closed. */
@ConfigMapping(prefix = "lamplighter.interactions")
public interface InteractionsConfig {
    /** How often the store is searched for interactions to expand or to close that the direct way left behind. */
    @WithDefault("PT0.5S")
    Duration sweep();

    /** How long a replica has for one page of a target, before another one goes on with the expansion. */
    @WithDefault("PT5S")
    Duration lease();

    /** How long after a failed question to the registry it is asked again. */
    @WithDefault("PT1S")
    Duration retry();

    /** How many interactions are expanded at a time. */
    @WithDefault("4")
    int concurrency();

    /** How many interactions wait in memory for their expansion at most; more wait in the store. */
    @WithDefault("256")
    int waiting();

    /** How long a large expansion that has begun goes on after the interaction's timeout; each of its runs has its own. */
    @WithDefault("PT5M")
    Duration expansionLimit();

    /** How many runs one interaction may have; a target with more is cut off there, and says so. */
    @WithDefault("1000000")
    long mostRuns();

    /** How often the store is asked whether an interaction that somebody waits for was closed by another replica. */
    @WithDefault("PT0.25S")
    Duration waitPoll();
}
