package io.lamplighter.devices.callers;

import io.lamplighter.devices.problems.InvalidInputException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Takes the caller's name from the header {@code X-Requested-By}. */
class CallerFilter {
    static final String HEADER = "X-Requested-By";
    private static final Pattern NAME = Pattern.compile("[\\P{C}]{1,100}");

    private final Caller caller;

    CallerFilter(Caller caller) {
        this.caller = caller;
    }

    @ServerRequestFilter
    void recognise(ContainerRequestContext request) {
        var name = request.getHeaderString(HEADER);
        if (name == null || name.isBlank()) {
            return;
        }
        if (!NAME.matcher(name).matches()) {
            throw new InvalidInputException(HEADER, "must be at most 100 printable characters");
        }
        caller.becomeKnown(name);
    }
}
