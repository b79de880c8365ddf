package io.lamplighter.gateway.problems;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Names the field of a JSON body that cannot be read. */
class UnreadableBodies {
    private static final int BEFORE_THE_EXTENSION = Priorities.USER - 1000;

    @ServerExceptionMapper(
            value = {MismatchedInputException.class, InvalidFormatException.class},
            priority = BEFORE_THE_EXTENSION)
    Response mismatched(MismatchedInputException failure) {
        return problem(failure).toResponse();
    }

    static HttpProblem problem(JsonProcessingException failure) {
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            return Problems.invalid(field(mapping), "cannot be read: it has another type than expected");
        }
        if (failure instanceof MismatchedInputException) {
            return Problems.invalid("body", "must be a JSON object");
        }
        var place = failure.getLocation();
        var where = place == null ? "" : ": see line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
        return Problems.invalid("body", "is not readable JSON" + where);
    }

    private static String field(JsonMappingException mapping) {
        var field = new StringBuilder();
        for (var step : mapping.getPath()) {
            if (step.getFieldName() == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return field.toString();
    }
}
