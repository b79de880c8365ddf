package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where an interaction stands: running until every run has ended. */
public enum InteractionState {
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("succeeded")
    SUCCEEDED,
    @JsonProperty("partly_failed")
    PARTLY_FAILED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("timed_out")
    TIMED_OUT,
    @JsonProperty("cancelled")
    CANCELLED;

    /** The word used in JSON, in queries and in the database. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
