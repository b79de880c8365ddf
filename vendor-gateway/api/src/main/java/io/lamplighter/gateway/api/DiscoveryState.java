package io.lamplighter.gateway.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What has become of a device that a vendor says there is. */
public enum DiscoveryState {
    /** Nobody has decided yet. */
    @JsonProperty("found")
    FOUND,
    /** It is registered. */
    @JsonProperty("accepted")
    ACCEPTED,
    /** Nobody wants it; it stays so however often it is found. */
    @JsonProperty("ignored")
    IGNORED
}
