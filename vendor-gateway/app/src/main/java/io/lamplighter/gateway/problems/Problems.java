package io.lamplighter.gateway.problems;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.net.URI;
import java.util.List;

/** The problems that the gateway answers with. */
public final class Problems {
    /** One field that cannot be as it was sent. */
    public record FieldViolation(String field, String message) {}

    private Problems() {}

    /** 400 for one field. */
    public static HttpProblem invalid(String field, String message) {
        return of("invalid-request", 400, "The request is not valid", field + ": " + message)
                .with("violations", List.of(new FieldViolation(field, message)))
                .build();
    }

    /** Begins a problem of this type. */
    public static HttpProblem.Builder of(String type, int status, String title, String detail) {
        return HttpProblem.builder()
                .withType(URI.create("urn:problem:gateway:" + type))
                .withStatus(status)
                .withTitle(title)
                .withDetail(detail);
    }
}
