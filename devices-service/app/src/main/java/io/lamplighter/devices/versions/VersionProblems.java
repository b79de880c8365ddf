package io.lamplighter.devices.versions;

import io.lamplighter.devices.problems.Problems;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** How a change of the wrong version is refused. */
class VersionProblems {

    @ServerExceptionMapper
    Response staleVersion(StaleVersionException refused) {
        return Problems.problem(
                        412,
                        "stale-version",
                        "Stale version",
                        "It has changed meanwhile. Read it again and send its ETag in If-Match.")
                .with("version", refused.current())
                .withHeader(HttpHeaders.ETAG, Versions.tag(refused.current()))
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response missingPrecondition(MissingPreconditionException refused) {
        return Problems.problem(
                        428,
                        "if-match-required",
                        "If-Match required",
                        "Read it, and send its ETag in If-Match with the change.")
                .build()
                .toResponse();
    }
}
