package io.lamplighter.interactions.problems;

import io.lamplighter.interactions.loops.UnavailableException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

@Provider
class UnavailableMapper implements ExceptionMapper<UnavailableException> {
    @Override
    public Response toResponse(UnavailableException outage) {
        return Problems.unavailable(outage.what()).toResponse();
    }
}
