package io.lamplighter.gateway.discoveries;

import io.lamplighter.gateway.devices.RegistryUnavailableException;
import io.lamplighter.gateway.problems.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What a caller of the inbox is told. */
class DiscoveryProblems {
    private static final int RETRY_AFTER_SECONDS = 5;

    @ServerExceptionMapper
    Response missing(DiscoveryNotFoundException failure) {
        return problem("discovery-not-found", 404, "There is no such discovery", failure);
    }

    @ServerExceptionMapper
    Response registered(AlreadyRegisteredException failure) {
        return problem("already-registered", 409, "The device is registered", failure);
    }

    @ServerExceptionMapper
    Response full(InboxFullException failure) {
        return problem("inbox-full", 409, "The inbox is full", failure);
    }

    @ServerExceptionMapper
    Response unavailable(InboxUnavailableException failure) {
        return later("inbox-unavailable", "The inbox is not there now", failure);
    }

    @ServerExceptionMapper
    Response unavailable(RegistryUnavailableException failure) {
        return later("registry-unavailable", "The registry does not answer", failure);
    }

    private static Response problem(String type, int status, String title, RuntimeException failure) {
        return Problems.of(type, status, title, failure.getMessage()).build().toResponse();
    }

    private static Response later(String type, String title, RuntimeException failure) {
        HttpProblem problem = Problems.of(type, 503, title, failure.getMessage())
                .withHeader("Retry-After", RETRY_AFTER_SECONDS)
                .build();
        return problem.toResponse();
    }
}
