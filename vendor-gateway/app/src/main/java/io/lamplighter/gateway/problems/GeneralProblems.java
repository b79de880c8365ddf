package io.lamplighter.gateway.problems;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Map;

/** Gives what the HTTP layer refuses (unknown path, wrong method, unreadable body) the shape of our problems. */
@Singleton
class GeneralProblems implements ProblemPostProcessor {
    private static final Map<Integer, String> WHAT_TO_DO = Map.of(
            404, "There is nothing at this path. The paths are listed at /q/openapi.",
            405, "This path does not answer to this method. See the Allow header or /q/openapi.",
            406, "This path answers with application/json only.",
            413, "Send at most 10 MB.",
            415, "Send application/json.",
            500, "This is a fault of the gateway. Its log says more.");

    @Override
    public int priority() {
        return 1000;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (context.cause instanceof JsonProcessingException unreadable) {
            return UnreadableBodies.problem(unreadable);
        }
        if (context.cause != null && context.cause.getCause() instanceof JsonProcessingException unreadable) {
            return UnreadableBodies.problem(unreadable);
        }
        return problem.getType() == null ? typed(problem) : problem;
    }

    private static HttpProblem typed(HttpProblem problem) {
        var status = Response.Status.fromStatusCode(problem.getStatusCode());
        var title = status == null ? "Refused" : status.getReasonPhrase();
        var detail = WHAT_TO_DO.getOrDefault(problem.getStatusCode(), "The gateway refuses this request.");
        var kind = title.toLowerCase(Locale.ROOT).replace(' ', '-');
        var answer = Problems.of(kind, problem.getStatusCode(), title, detail);
        problem.getHeaders().forEach(answer::withHeader);
        problem.getParameters().forEach(answer::with);
        return answer.build();
    }
}
