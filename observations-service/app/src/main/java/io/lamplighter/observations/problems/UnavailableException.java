package io.lamplighter.observations.problems;

import io.quarkiverse.resteasy.problem.HttpProblem;

/** What is asked for cannot be done now. It is not an error of this service, and an outage is told by {@link Outage}. */
public final class UnavailableException extends RuntimeException {
    private final transient HttpProblem problem;
    private final int retryAfterSeconds;

    UnavailableException(HttpProblem problem, int retryAfterSeconds) {
        super(problem.getTitle());
        this.problem = problem;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    HttpProblem problem() {
        return problem;
    }

    int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
