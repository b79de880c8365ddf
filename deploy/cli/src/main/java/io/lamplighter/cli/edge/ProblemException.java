package io.lamplighter.cli.edge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A service refused, as it told in its problem details (RFC 9457). */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ProblemException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The problem that a service answered or sent on the feed: title, detail, and each field that is wrong. */
    public static ProblemException of(int status, JsonNode problem) {
        var lines = new ArrayList<String>();
        lines.add(problem.path("title").asText("Lamplighter answered " + status));
        if (problem.hasNonNull("detail")) {
            lines.add(problem.get("detail").asText());
        }
        problem.path("violations")
                .forEach(violation -> lines.add("  %s: %s"
                        .formatted(
                                violation.path("field").asText("?"),
                                violation.path("message").asText("is not valid"))));
        return new ProblemException(status, String.join(System.lineSeparator(), lines));
    }

    /** The same, told with the place where it happened. */
    ProblemException at(String where) {
        return new ProblemException(status, getMessage() + System.lineSeparator() + where);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Whether the same request may be answered a little later. */
    public boolean mayPass() {
        return status == 429 || status == 502 || status == 503;
    }

    /** Whether another request would have been answered: it is the caller's to change. */
    public boolean isMistake() {
        return List.of(400, 404, 422).contains(status);
    }
}
