package io.lamplighter.devices.imports;

import io.lamplighter.devices.problems.DatabaseUnavailableException;
import io.lamplighter.devices.problems.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.logging.Log;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** How imports are refused, and how they end early. */
class ImportProblems {

    @ServerExceptionMapper
    Response busy(ImportsBusyException refused) {
        return Problems.problem(
                        503,
                        "imports-busy",
                        "Imports busy",
                        "As many imports as are done at a time are running. Try again when one of them has ended.")
                .withHeader("Retry-After", 5)
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response broken(ImportBrokenException broken) {
        return problem(broken).build().toResponse();
    }

    /** Why an import ended early, and how far it came. */
    static HttpProblem.Builder problem(ImportBrokenException broken) {
        var failure = broken.getCause();
        var done = broken.summary().applied() ? " What the summary counts was done." : " Nothing was changed.";
        var problem = failure instanceof BrokenUploadException
                ? Problems.problem(
                        400,
                        "broken-upload",
                        "Broken upload",
                        "The file broke off before its end." + done + " Send the whole file again.")
                : fault(failure, done);
        return problem.with("summary", broken.summary());
    }

    private static HttpProblem.Builder fault(Throwable failure, String done) {
        if (DatabaseUnavailableException.isMeantBy(failure)) {
            Log.warnf("An import lost its database: %s", failure);
            return Problems.problem(
                            503,
                            "database-unavailable",
                            "Database unavailable",
                            "The registry lost its database." + done + " Send the whole file again in a few seconds.")
                    .withHeader("Retry-After", 2);
        }
        Log.error("An import failed", failure);
        return Problems.problem(
                500,
                "internal-server-error",
                "Internal Server Error",
                "This is a fault of the registry. Its log says more." + done);
    }
}
