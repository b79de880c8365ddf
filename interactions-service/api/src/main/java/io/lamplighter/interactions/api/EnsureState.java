package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a wanted value stands. */
public enum EnsureState {
    /** Set, or to be set; nothing reported yet. */
    @JsonProperty("setting")
    SETTING,
    /** The device reports what is wanted. */
    @JsonProperty("holding")
    HOLDING,
    /** The device reports something else; it is set again as soon as the limit allows. */
    @JsonProperty("drifted")
    DRIFTED,
    /** It could not be set; it is tried again with growing pauses. */
    @JsonProperty("failing")
    FAILING,
    /** The vendor took it, but the device reports nothing back. */
    @JsonProperty("acknowledged")
    ACKNOWLEDGED;

    /** The word used in JSON, in queries and in the database. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
