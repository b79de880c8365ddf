package io.lamplighter.gateway.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.devices.api.Selector;
import io.lamplighter.gateway.api.Phase;
import java.util.Set;
import java.util.UUID;

/** What a client asks; the id is its own choice and comes back in the answer. */
sealed interface FeedRequest {
    String id();

    /** Says who it is. */
    record Hello(String id, String user) implements FeedRequest {}

    /**
     * Wants to be told of changes.
     *
     * @param devices null unless devices are named
     * @param group null unless a group is named
     * @param selector null unless there is one
     * @param phase of presence: what the user does with the one device; null for nothing
     * @param since null to begin with a snapshot
     */
    record Subscribe(
            String id,
            FeedStreamKind stream,
            Set<UUID> devices,
            String group,
            Selector selector,
            Filter filter,
            Phase phase,
            String since)
            implements FeedRequest {}

    /** Wants to be told no more. */
    record Unsubscribe(String id) implements FeedRequest {}

    /** Does something else now with the device of a subscription to presence. */
    record SetPhase(String id, Phase phase) implements FeedRequest {}

    /**
     * Wants an interaction to be started.
     *
     * @param waitSeconds for the outcome; 0 for not at all
     */
    record Interact(String id, JsonNode interaction, int waitSeconds) implements FeedRequest {}

    /**
     * Wants some fields of a device to be changed.
     *
     * @param version which it must still have; null for any
     */
    record ChangeDevice(String id, UUID device, JsonNode changes, Long version) implements FeedRequest {}
}
