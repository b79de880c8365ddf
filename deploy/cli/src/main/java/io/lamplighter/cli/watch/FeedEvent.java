package io.lamplighter.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;

/** What comes over a connection to the feed. */
sealed interface FeedEvent {
    /** A message of the feed's protocol. */
    record Message(JsonNode json) implements FeedEvent {}

    /** Nothing for a while, but the other side is there. */
    record Quiet() implements FeedEvent {}

    /** The connection is no more. */
    record Lost() implements FeedEvent {}
}
