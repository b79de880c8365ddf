package io.lamplighter.observations.problems;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The problems that this service answers, each with its stable type. */
public final class Problems {
    private static final String PREFIX = "urn:problem:observations:";

    private Problems() {}

    public static HttpProblem invalid(List<Violation> violations) {
        return problem(400, "invalid-request", "The request is invalid")
                .withDetail("Correct the fields named in violations and send it again; nothing of it was taken.")
                .with("violations", listed(violations))
                .build();
    }

    public static HttpProblem tooMany(int limit) {
        return problem(413, "too-many-observations", "Too many observations in one request")
                .withDetail("Send at most %,d observations in one request.".formatted(limit))
                .with("violations", listed(List.of(new Violation("[" + limit + "]", "is one too many"))))
                .build();
    }

    public static HttpProblem tooLarge() {
        return problem(413, "body-too-large", "The body is too large")
                .withDetail("Send the observations in several smaller requests.")
                .build();
    }

    public static HttpProblem encoded() {
        return problem(415, "unsupported-encoding", "The content encoding is not supported")
                .withDetail("Send the body without Content-Encoding.")
                .build();
    }

    /** What is asked for cannot be done now; {@code detail} says why and that it may be sent again. */
    public static UnavailableException unavailable(String kind, String title, String detail, int retryAfterSeconds) {
        return new UnavailableException(
                problem(503, kind, title).withDetail(detail).build(), retryAfterSeconds);
    }

    /** Which devices there are cannot be told now. */
    public static UnavailableException registryUnavailable() {
        return unavailable(
                "registry-unavailable",
                "The registry of devices does not answer",
                "Which devices there are cannot be told now; ask again later.",
                2);
    }

    private static HttpProblem.Builder problem(int status, String kind, String title) {
        return HttpProblem.builder()
                .withType(URI.create(PREFIX + kind))
                .withTitle(title)
                .withStatus(status);
    }

    private static List<Map<String, String>> listed(List<Violation> violations) {
        return violations.stream()
                .map(violation -> Map.of("field", violation.field(), "message", violation.message()))
                .toList();
    }
}
