package io.lamplighter.devices.files;

import io.lamplighter.devices.problems.Problems;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** How files that cannot be read at all are refused. */
class FileProblems {

    @ServerExceptionMapper
    Response wrongHeader(WrongHeaderException refused) {
        return Problems.problem(
                        400,
                        "wrong-header",
                        "Wrong header",
                        "The first line must name the columns, separated by commas. The columns are: " + Columns.ALL
                                + ".")
                .with("violations", refused.violations())
                .build()
                .toResponse();
    }
}
