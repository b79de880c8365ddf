package io.lamplighter.gateway.callers;

import io.lamplighter.gateway.problems.Problems;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Takes the caller's word for who it is, until authentication comes to this same place. */
@Provider
public class CallerFilter implements ContainerRequestFilter {
    private static final String HEADER = Caller.HEADER;

    private final Caller caller;

    CallerFilter(Caller caller) {
        this.caller = caller;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var name = request.getHeaderString(HEADER);
        if (name == null) {
            return;
        }
        if (!Caller.isName(name)) {
            throw Problems.invalid(HEADER, Caller.RULE);
        }
        caller.is(name);
    }
}
