package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to the times that were missed while nothing could fire. */
public enum Misfire {
    /** Forgotten; the next time is the next one in the future. */
    @JsonProperty("skip")
    SKIP,
    /** Made up for by one firing, whatever their number. */
    @JsonProperty("once")
    ONCE,
    /** Each is made up for. */
    @JsonProperty("all")
    ALL
}
