package io.lamplighter.interactions.problems;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.List;

/** The problems of this service. */
public final class Problems {
    private Problems() {}

    public static HttpProblem invalid(List<Violation> violations) {
        return problem(400, "invalid-request", "The request is not valid", "Correct the fields named in violations.")
                .with("violations", violations)
                .build();
    }

    public static HttpProblem invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    public static HttpProblem notFound(String what) {
        return problem(404, what + "-not-found", "There is no such " + what, "Check the id in the path.")
                .build();
    }

    public static HttpProblem unknownDevices(List<Violation> violations) {
        return problem(
                        404,
                        "device-not-found",
                        "The registry does not know a device of the target",
                        "Register the devices named in violations, or leave them out.")
                .with("violations", violations)
                .build();
    }

    public static HttpProblem nameTaken(String name) {
        return problem(
                        409,
                        "schedule-name-taken",
                        "The name is taken",
                        "Another schedule is named " + name + ": choose another name, or change that schedule.")
                .with("violations", List.of(new Violation("name", "must be unique")))
                .build();
    }

    public static HttpProblem stale() {
        return problem(
                        412,
                        "stale-version",
                        "The schedule has changed since it was read",
                        "Read it again and send its ETag as If-Match.")
                .build();
    }

    public static HttpProblem tooMany(String what, int most) {
        return problem(
                        409,
                        "limit-reached",
                        "There are too many " + what,
                        "There may be " + most + " at most: withdraw some first.")
                .build();
    }

    public static HttpProblem keyReused() {
        return problem(
                        422,
                        "idempotency-key-reused",
                        "The idempotency key belongs to another request",
                        "Send a new Idempotency-Key with a new request, or exactly the same body to repeat one.")
                .with("violations", List.of(new Violation("Idempotency-Key", "was sent before with another body")))
                .build();
    }

    public static HttpProblem notRerun(String why) {
        return problem(409, "nothing-to-rerun", "The interaction cannot be rerun", why)
                .build();
    }

    public static HttpProblem unavailable(String what) {
        return problem(
                        503,
                        what + "-unavailable",
                        "The " + what + " cannot be reached",
                        "Nothing was stored. Try again in a few seconds.")
                .withHeader(HttpHeaders.RETRY_AFTER, "2")
                .build();
    }

    private static HttpProblem.Builder problem(int status, String type, String title, String detail) {
        return HttpProblem.builder()
                .withType(URI.create("urn:problem:interactions:" + type))
                .withTitle(title)
                .withStatus(status)
                .withDetail(detail);
    }
}
