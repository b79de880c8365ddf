package io.lamplighter.devices.exports;

import io.lamplighter.devices.problems.Problems;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** How exports are refused. */
class ExportProblems {

    @ServerExceptionMapper
    Response busy(ExportsBusyException refused) {
        return Problems.problem(
                        503,
                        "exports-busy",
                        "Exports busy",
                        "As many exports as are done at a time are running. Try again when one of them has ended.")
                .withHeader("Retry-After", 5)
                .build()
                .toResponse();
    }
}
