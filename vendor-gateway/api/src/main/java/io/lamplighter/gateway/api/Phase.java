package io.lamplighter.gateway.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a user does with a device. */
public enum Phase {
    /** Looks at it. */
    @JsonProperty("viewing")
    VIEWING,
    /** Is about to change it. */
    @JsonProperty("controlling")
    CONTROLLING
}
