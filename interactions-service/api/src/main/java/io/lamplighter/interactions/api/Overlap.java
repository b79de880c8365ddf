package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens when a schedule is due and its last interaction still runs. */
public enum Overlap {
    /** This time is left out, and recorded as left out. */
    @JsonProperty("skip")
    SKIP,
    /** This time waits until the last one has ended. */
    @JsonProperty("queue")
    QUEUE,
    /** Both run. */
    @JsonProperty("allow")
    ALLOW
}
