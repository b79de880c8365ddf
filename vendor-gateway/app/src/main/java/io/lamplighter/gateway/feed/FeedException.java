package io.lamplighter.gateway.feed;

import io.lamplighter.gateway.api.FeedMessage;

/** A client's message cannot be served. */
final class FeedException extends RuntimeException {
    private final transient FeedMessage.Problem problem;

    FeedException(FeedMessage.Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    FeedMessage.Problem problem() {
        return problem;
    }
}
