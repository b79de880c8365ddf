package io.lamplighter.devices.imports;

import io.lamplighter.devices.files.FileFormat;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Answers who takes anything with the summary: a client that sends all of a large file before it reads the first line of
 * an answer would wait for the registry, and the registry for it.
 */
class ImportAnswerFilter {

    @ServerRequestFilter(preMatching = true)
    void choose(ContainerRequestContext request) {
        if (!request.getUriInfo().getPath().endsWith("/api/devices/import")) {
            return;
        }
        var accepted = request.getHeaderString("Accept");
        if (accepted != null && accepted.contains(FileFormat.NDJSON_TYPE)) {
            request.getHeaders().putSingle("Accept", FileFormat.NDJSON_TYPE);
        } else if (takesJson(accepted)) {
            request.getHeaders().putSingle("Accept", MediaType.APPLICATION_JSON);
        } else {
            throw new NotAcceptableException();
        }
    }

    private static boolean takesJson(String accepted) {
        return accepted == null
                || accepted.isBlank()
                || accepted.contains("*/*")
                || accepted.contains("application/*")
                || accepted.contains(MediaType.APPLICATION_JSON);
    }
}
