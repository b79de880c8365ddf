package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a run stands. Once it has ended, nothing changes it any more. */
public enum RunState {
    /** Stored; its command is not on the topic yet. */
    @JsonProperty("scheduled")
    SCHEDULED(false),
    /** Its command is on the topic. */
    @JsonProperty("dispatched")
    DISPATCHED(false),
    /** The vendor took the command, but nothing could be read back. */
    @JsonProperty("acknowledged")
    ACKNOWLEDGED(true),
    /** Done, and for a set: what was read back agrees. */
    @JsonProperty("succeeded")
    SUCCEEDED(true),
    /** Done or refused with an error. */
    @JsonProperty("failed")
    FAILED(true),
    /** No result came before the deadline. */
    @JsonProperty("timed_out")
    TIMED_OUT(true),
    /** The gateway met the command after its deadline and did not do it. */
    @JsonProperty("expired")
    EXPIRED(true),
    /** Withdrawn before it was done. */
    @JsonProperty("cancelled")
    CANCELLED(true),
    /** Not started, for a reason the run tells. */
    @JsonProperty("skipped")
    SKIPPED(true);

    private final boolean ended;

    RunState(boolean ended) {
        this.ended = ended;
    }

    /** Whether this state is final. */
    public boolean hasEnded() {
        return ended;
    }

    /** The word used in JSON, in queries and in the database. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
