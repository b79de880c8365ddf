package io.lamplighter.observations.callers;

import io.lamplighter.observations.problems.Problems;
import io.lamplighter.observations.problems.Violation;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.regex.Pattern;

@Provider
class CallerFilter implements ContainerRequestFilter {
    private static final String HEADER = "X-Requested-By";
    private static final Pattern PRINTABLE = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]{1,100}");

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
            throw Problems.invalid(List.of(new Violation(HEADER, "must be 1 to 100 printable characters")));
        }
        caller.become(name);
    }
}
