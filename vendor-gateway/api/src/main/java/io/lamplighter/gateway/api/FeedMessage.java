package io.lamplighter.gateway.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What the feed says on its websocket, one message in each text frame. {@code id} is the subscription's, as the client
 * chose it. A cursor is opaque; sent as {@code since} it goes on after that message.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FeedMessage.Snapshot.class, name = "snapshot"),
    @JsonSubTypes.Type(value = FeedMessage.Update.class, name = "update"),
    @JsonSubTypes.Type(value = FeedMessage.Reset.class, name = "reset"),
    @JsonSubTypes.Type(value = FeedMessage.Failure.class, name = "error"),
    @JsonSubTypes.Type(value = FeedMessage.Unsubscribed.class, name = "unsubscribed"),
    @JsonSubTypes.Type(value = FeedMessage.Conflated.class, name = "conflated"),
    @JsonSubTypes.Type(value = FeedMessage.Welcome.class, name = "welcome"),
    @JsonSubTypes.Type(value = FeedMessage.Answer.class, name = "answer"),
    @JsonSubTypes.Type(value = FeedMessage.Heartbeat.class, name = "heartbeat")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface FeedMessage {

    /** The current state; what changes from now on follows as updates. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Snapshot(String id, List<Object> items, String cursor) implements FeedMessage {}

    /**
     * One change.
     *
     * @param action {@code create}, {@code update} or {@code delete}; {@code entered} or {@code left} when the device began or
     *     stopped to match the subscription's selector or group
     * @param item the whole item afterwards, or the chosen fields of it; of what was deleted or left, its id alone
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Update(String id, String action, Object item, String cursor) implements FeedMessage {}

    /** Changes were missed: forget the state; a snapshot follows. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Reset(String id) implements FeedMessage {}

    /**
     * A message was refused or a subscription has failed and is gone; the socket stays usable.
     *
     * @param id null when the message named none
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Failure(String id, Problem problem) implements FeedMessage {}

    /** The subscription is gone; nothing of it follows. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Unsubscribed(String id) implements FeedMessage {}

    /**
     * The client was too slow for every change: older ones were left out, and the newest of each series follow.
     *
     * @param count how many were left out
     * @param series of what, the first hundred
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Conflated(String id, long count, List<LeftOut> series) implements FeedMessage {}

    /**
     * What of one series was left out.
     *
     * @param deviceId null where it is of no device
     * @param name null where it is of the device as a whole
     * @param from the earliest of them
     * @param to the latest of them
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LeftOut(UUID deviceId, String name, long count, Instant from, Instant to) {}

    /** It is known from now on who this is. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Welcome(String id, String user) implements FeedMessage {}

    /**
     * What came of a message that asked to change something, as REST would have answered it.
     *
     * @param status such as 202
     * @param body what REST answered
     * @param version of a device: its new version
     * @param location of an interaction: where it is
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(String id, int status, Object body, Long version, String location) implements FeedMessage {}

    /**
     * Nothing happened, and the connection lives.
     *
     * @param cursor the newest, good for every subscription of this socket
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Heartbeat(String cursor, Instant at) implements FeedMessage {}

    /** As in RFC 9457. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Problem(String type, String title, int status, String detail, List<Violation> violations) {}

    /** One field that cannot be as it was sent. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Violation(String field, String message) {}
}
