package io.lamplighter.gateway.feed;

import io.lamplighter.gateway.api.FeedMessage;
import java.util.List;

/** What a client of the feed may be told. */
final class FeedProblems {
    private FeedProblems() {}

    static FeedMessage.Problem invalid(String field, String message) {
        return new FeedMessage.Problem(
                "urn:problem:gateway:invalid-message",
                "The message is not valid",
                400,
                field + ": " + message,
                List.of(new FeedMessage.Violation(field, message)));
    }

    static FeedMessage.Problem duplicate(String id) {
        return of(
                "duplicate-subscription", "The id is in use", 409, "this socket has a subscription " + id + " already");
    }

    static FeedMessage.Problem notFound(String id) {
        return of(
                "subscription-not-found",
                "There is no such subscription",
                404,
                "this socket has no subscription " + id);
    }

    static FeedMessage.Problem tooMany(int limit) {
        return of("too-many-subscriptions", "Too many subscriptions", 429, "one socket has at most " + limit);
    }

    static FeedMessage.Problem anonymous() {
        return of(
                "user-unknown",
                "It is not known who you are",
                401,
                "say hello with your name first; this gateway shows nothing to anonymous watchers");
    }

    static FeedMessage.Problem knownOtherwise(String user) {
        return of("user-known", "It is known who you are", 409, "this socket is of " + user + " already");
    }

    static FeedMessage.Problem tooManyRequests(int limit) {
        return of(
                "too-many-requests",
                "Too many requests at once",
                429,
                "one socket may wait for " + limit + " answers; send it again when one has come");
    }

    static FeedMessage.Problem tooManyStays(String detail) {
        return of("too-many-devices", "Too many devices at once", 429, detail);
    }

    static FeedMessage.Problem away(String service) {
        return of(
                "service-unavailable",
                "A service does not answer",
                503,
                "the " + service + " does not answer; whether the request got there is not known");
    }

    static FeedMessage.Problem unavailable(String detail) {
        return of("feed-unavailable", "The feed cannot be served now", 503, detail);
    }

    static FeedMessage.Problem tooLarge(int limit) {
        return of(
                "snapshot-too-large",
                "The snapshot is too large",
                413,
                "more than " + limit + " series: subscribe to fewer devices");
    }

    static FeedMessage.Problem internal() {
        return of("internal", "The feed failed", 500, "subscribe again; the log of the gateway tells more");
    }

    private static FeedMessage.Problem of(String type, String title, int status, String detail) {
        return new FeedMessage.Problem("urn:problem:gateway:" + type, title, status, detail, null);
    }
}
