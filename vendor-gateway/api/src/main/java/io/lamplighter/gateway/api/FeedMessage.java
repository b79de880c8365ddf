package io.lamplighter.gateway.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

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
     * @param action {@code create}, {@code update} or {@code delete}
     * @param item the whole item afterwards; of a deleted one its id alone
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
    record Violation(String field, String message) {}
}
