package io.lamplighter.devices.idempotency;

import io.lamplighter.devices.problems.Problems;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** How a key that does not fit is refused. */
class IdempotencyProblems {

    @ServerExceptionMapper
    Response keyReused(IdempotencyKeyReusedException refused) {
        return Problems.problem(
                        422,
                        "idempotency-key-reused",
                        "Idempotency key reused",
                        "This Idempotency-Key was sent before with another body. Send a new key with a new request.")
                .build()
                .toResponse();
    }
}
