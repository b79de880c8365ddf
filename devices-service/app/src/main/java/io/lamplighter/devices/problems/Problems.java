package io.lamplighter.devices.problems;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.net.URI;
import java.util.List;

/** The shape of every refusal: type, constant title, status, and a detail that tells what to do. */
public final class Problems {
    private static final String PREFIX = "urn:problem:devices:";

    private Problems() {}

    /** A problem of this service; {@code kind} is the last word of its type, such as {@code device-not-found}. */
    public static HttpProblem.Builder problem(int status, String kind, String title, String detail) {
        return HttpProblem.builder()
                .withStatus(status)
                .withType(URI.create(PREFIX + kind))
                .withTitle(title)
                .withDetail(detail);
    }

    /** The problem of input that breaks rules, with every field that does. */
    public static HttpProblem invalid(List<Violation> violations) {
        return problem(
                        400,
                        "invalid-input",
                        "Invalid input",
                        "Correct the fields named in violations and send it again.")
                .with("violations", violations)
                .build();
    }
}
