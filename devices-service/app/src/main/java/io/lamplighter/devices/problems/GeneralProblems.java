package io.lamplighter.devices.problems;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** Gives the refusals that come from the HTTP layer (unknown path, wrong method, unreadable body) our shape. */
@ApplicationScoped
class GeneralProblems implements ProblemPostProcessor {
    private static final Map<Integer, String> WHAT_TO_DO = Map.of(
            404, "There is nothing at this path. The paths are listed at /q/openapi.",
            405, "This path does not answer to this method. See the Allow header or /q/openapi.",
            406, "This path does not answer with this type. See /q/openapi for the types it has.",
            413, "Send at most 10 MB.",
            415, "Send application/json; a file of devices is application/x-ndjson or text/csv.",
            500, "This is a fault of the registry. Its log says more.");

    // How the HTTP layer ends a body that turns out to be larger than the limit.
    private static final String TOO_LARGE = "Request too large";

    @Override
    public int priority() {
        return 1000;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (context.cause != null && context.cause.getCause() instanceof JsonProcessingException unreadable) {
            return InputProblems.unreadable(unreadable);
        }
        if (context.cause instanceof JsonProcessingException unreadable) {
            return InputProblems.unreadable(unreadable);
        }
        if (context.cause instanceof IOException broken && TOO_LARGE.equals(broken.getMessage())) {
            return ofStatus(413);
        }
        return problem.getType() == null ? ofStatus(problem.getStatusCode(), problem) : problem;
    }

    static HttpProblem ofStatus(int code) {
        return ofStatus(code, null);
    }

    private static HttpProblem ofStatus(int code, HttpProblem origin) {
        var status = Response.Status.fromStatusCode(code);
        var title = status == null ? "Refused" : status.getReasonPhrase();
        var kind = title.toLowerCase(Locale.ROOT).replace(' ', '-');
        var answer = Problems.problem(
                code, kind, title, WHAT_TO_DO.getOrDefault(code, "The registry refuses this request."));
        if (origin != null) {
            origin.getHeaders().forEach(answer::withHeader);
        }
        return answer.build();
    }
}
