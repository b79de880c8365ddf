package io.lamplighter.gateway.callers;

import io.lamplighter.gateway.problems.Problems;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;

/** Takes the caller's word for who it is, until authentication comes to this same place. */
@Provider
public class CallerFilter implements ContainerRequestFilter {
    private static final String HEADER = "X-Requested-By";
    private static final Pattern PRINTABLE = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S} ]{1,100}");

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
        if (!PRINTABLE.matcher(name).matches()) {
            throw Problems.invalid(HEADER, "must be 1 to 100 printable characters");
        }
        caller.is(name);
    }
}
