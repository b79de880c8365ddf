package io.lamplighter.devices.problems;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers to input that breaks rules or cannot be read, and to a database that is gone. */
class InputProblems {
    private static final int BEFORE_THE_EXTENSION = Priorities.USER - 1000;
    private static final Map<Class<?>, String> WANTED = Map.of(
            String.class, "must be a text",
            Boolean.class, "must be true or false",
            boolean.class, "must be true or false",
            Double.class, "must be a number",
            UUID.class, "must be a UUID",
            Instant.class, "must be an RFC 3339 time");

    @ServerExceptionMapper(priority = BEFORE_THE_EXTENSION)
    Response invalidInput(InvalidInputException refused) {
        return Problems.invalid(refused.violations()).toResponse();
    }

    @ServerExceptionMapper(
            value = {MismatchedInputException.class, InvalidFormatException.class},
            priority = BEFORE_THE_EXTENSION)
    Response mismatchedInput(MismatchedInputException refused) {
        return unreadable(refused).toResponse();
    }

    @ServerExceptionMapper(priority = BEFORE_THE_EXTENSION)
    Response unreadableBody(UnreadableBodyException refused) {
        return unreadable(refused.reason()).toResponse();
    }

    @ServerExceptionMapper(priority = BEFORE_THE_EXTENSION)
    Response databaseUnavailable(DatabaseUnavailableException gone) {
        return Problems.problem(
                        503,
                        "database-unavailable",
                        "Database unavailable",
                        "The registry cannot reach its database. Try again in a few seconds.")
                .withHeader("Retry-After", 2)
                .build()
                .toResponse();
    }

    static HttpProblem unreadable(JsonProcessingException refused) {
        if (refused instanceof MismatchedInputException mismatch) {
            var violation = violation(mismatch);
            return violation.field().isEmpty()
                    ? broken("The body must be a JSON object.")
                    : Problems.invalid(List.of(violation));
        }
        var place = refused.getLocation();
        return broken(
                place == null
                        ? "The body is not valid JSON."
                        : "The body is not valid JSON: see line %d, column %d."
                                .formatted(place.getLineNr(), place.getColumnNr()));
    }

    static Violation violation(MismatchedInputException mismatch) {
        return new Violation(field(mismatch.getPath()), wanted(mismatch.getTargetType()));
    }

    private static HttpProblem broken(String detail) {
        return Problems.problem(400, "unreadable-body", "Unreadable body", detail)
                .build();
    }

    private static String wanted(Class<?> type) {
        return type == null ? "cannot be read" : WANTED.getOrDefault(type, "must be a JSON object");
    }

    private static String field(List<JsonMappingException.Reference> path) {
        var field = new StringBuilder();
        for (var step : path) {
            if (step.getFieldName() == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return field.toString();
    }
}
