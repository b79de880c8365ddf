package io.lamplighter.observations.problems;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** By hand, because the extension would log each of these as an error, with its stack, all through an outage. */
@Provider
public class UnavailableMapper implements ExceptionMapper<UnavailableException> {

    @Override
    public Response toResponse(UnavailableException unavailable) {
        return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                .type(HttpProblem.MEDIA_TYPE)
                .header(HttpHeaders.RETRY_AFTER, unavailable.retryAfterSeconds())
                .entity(unavailable.problem())
                .build();
    }
}
