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

/**
 * Refuses a body that says it is too large before the HTTP layer does so without a word. The body of an import is never
 * too large: it is read as a stream, a line at a time.
 */
@ApplicationScoped
class BodyLimit {
    private static final int BEFORE_THE_HTTP_LAYER = 1000;
    private static final int AFTER_THE_HTTP_LAYER = 1;
    private static final String STREAM = "/api/devices/import";
    // Where the HTTP layer leaves the limit for whoever reads the body (VertxInputStream.MAX_REQUEST_SIZE_KEY).
    private static final String LIMIT_OF_THE_HTTP_LAYER = "io.quarkus.max-request-size";
    private static final String LENGTH = "Content-Length";

    private final long limit;
    private final byte[] answer;

    BodyLimit(VertxHttpConfig config, ObjectMapper json) throws JsonProcessingException {
        limit = config.limits().maxBodySize().orElseThrow().asLongValue();
        answer = json.writeValueAsBytes(GeneralProblems.ofStatus(413));
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_HTTP_LAYER);
        filters.register(BodyLimit::lift, AFTER_THE_HTTP_LAYER);
    }

    private void check(RoutingContext request) {
        if (isStream(request)) {
            request.request().headers().remove(LENGTH);
        }
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

    private static void lift(RoutingContext request) {
        if (isStream(request)) {
            request.remove(LIMIT_OF_THE_HTTP_LAYER);
        }
        request.next();
    }

    private static boolean isStream(RoutingContext request) {
        return STREAM.equals(request.normalizedPath());
    }

    private static long length(RoutingContext request) {
        var length = request.request().getHeader(LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException unreadable) {
            return 0; // the HTTP layer refuses it
        }
    }
}
