package io.lamplighter.gateway.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a device or an account is doing, as the last call or push showed. */
public enum PresenceState {
    /** Nobody has asked it yet. */
    @JsonProperty("unknown")
    UNKNOWN,
    /** It answered, or told something by itself. */
    @JsonProperty("online")
    ONLINE,
    /** It does not answer; it is probed now and then and comes back by itself. */
    @JsonProperty("unreachable")
    UNREACHABLE,
    /** The vendor refuses the credentials. */
    @JsonProperty("authentication_failed")
    AUTHENTICATION_FAILED,
    /** The vendor asks to be left alone, or the budget is used up. */
    @JsonProperty("rate_limited")
    RATE_LIMITED,
    /** It answers what its own protocol does not allow. */
    @JsonProperty("misbehaving")
    MISBEHAVING
}
