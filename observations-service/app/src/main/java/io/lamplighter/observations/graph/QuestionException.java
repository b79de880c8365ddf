package io.lamplighter.observations.graph;

import io.lamplighter.observations.problems.UnavailableException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.graphql.api.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Why a question has no answer, in words for whoever asked it. */
@ErrorCode("not-answered")
public final class QuestionException extends RuntimeException {
    QuestionException(String message) {
        super(message);
    }

    /** What went wrong, as the REST paths would tell it. */
    static Throwable of(Throwable failure) {
        return switch (failure) {
            case QuestionException already -> already;
            case UnavailableException unavailable -> new QuestionException(unavailable.getMessage());
            case HttpProblem problem -> new QuestionException(told(problem));
            default -> failure;
        };
    }

    private static String told(HttpProblem problem) {
        return problem.getParameters().get("violations") instanceof List<?> violations
                ? violations.stream().map(QuestionException::violation).collect(Collectors.joining("; "))
                : problem.getTitle();
    }

    private static String violation(Object violation) {
        return violation instanceof Map<?, ?> map ? map.get("field") + ": " + map.get("message") : "";
    }
}
