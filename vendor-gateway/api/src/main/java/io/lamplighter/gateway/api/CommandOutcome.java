package io.lamplighter.gateway.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a command went. */
public enum CommandOutcome {
    /** Done, and for a set: what was read back agrees. */
    @JsonProperty("succeeded")
    SUCCEEDED,
    /** The vendor took it, but the driver cannot read back. */
    @JsonProperty("acknowledged")
    ACKNOWLEDGED,
    /** Not done, or done and read back otherwise: the error tells why. */
    @JsonProperty("failed")
    FAILED,
    /** Met after its deadline and therefore not done. */
    @JsonProperty("expired")
    EXPIRED
}
