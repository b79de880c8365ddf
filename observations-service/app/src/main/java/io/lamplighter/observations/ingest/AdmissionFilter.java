package io.lamplighter.observations.ingest;

import io.lamplighter.observations.problems.Problems;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.Vertx;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Takes a request's share of the memory before its body is read, and gives it back when the request is answered or cut off.
 * A body that does not come in time is not waited for, so that nobody holds a share by sending nothing.
 */
class AdmissionFilter {
    // As much as is held of a body whose length is not told; what is longer is read as a stream
    // (quarkus.rest.input-buffer-size).
    private static final int UNTOLD_LENGTH = 1024 * 1024;

    private final RequestBudget budget;
    private final Backlog backlog;
    private final CurrentVertxRequest current;
    private final Vertx vertx;
    private final IngestConfig config;

    AdmissionFilter(
            RequestBudget budget, Backlog backlog, CurrentVertxRequest current, Vertx vertx, IngestConfig config) {
        this.budget = budget;
        this.backlog = backlog;
        this.current = current;
        this.vertx = vertx;
        this.config = config;
    }

    @ServerRequestFilter
    @Admitted
    void admit(ContainerRequestContext request) {
        var encoding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !"identity".equalsIgnoreCase(encoding)) {
            throw Problems.encoded();
        }
        backlog.check();
        var length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        var giveBack = budget.take(length == null ? UNTOLD_LENGTH : Long.parseLong(length));
        var isOver = new AtomicBoolean();
        var http = current.getCurrent();
        var cutOff = vertx.setTimer(
                config.readWithin().toMillis(),
                late -> http.request().connection().close());
        http.addEndHandler(answered -> {
            if (isOver.compareAndSet(false, true)) {
                vertx.cancelTimer(cutOff);
                giveBack.run();
            }
        });
    }
}
