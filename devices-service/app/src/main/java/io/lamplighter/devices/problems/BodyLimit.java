package io.lamplighter.devices.problems;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Refuses a body that says it is too large before the HTTP layer does so without a word. */
@ApplicationScoped
class BodyLimit {
    private static final int BEFORE_THE_HTTP_LAYER = 1000;

    private final long limit;
    private final byte[] answer;

    BodyLimit(VertxHttpConfig config, ObjectMapper json) throws JsonProcessingException {
        limit = config.limits().maxBodySize().orElseThrow().asLongValue();
        answer = json.writeValueAsBytes(GeneralProblems.ofStatus(413));
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_HTTP_LAYER);
    }

    private void check(RoutingContext request) {
        if (length(request) <= limit) {
            request.next();
            return;
        }
        var response = request.response();
        response.endHandler(done -> request.request().connection().close());
        response.setStatusCode(413)
                .putHeader("Connection", "close")
                .putHeader("Content-Type", HttpProblem.MEDIA_TYPE.toString())
                .end(Buffer.buffer(answer));
    }

    private static long length(RoutingContext request) {
        var length = request.request().getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException unreadable) {
            return 0; // the HTTP layer refuses it
        }
    }
}
