package io.lamplighter.devices.exports;

import io.lamplighter.devices.files.FileFormat;
import io.lamplighter.devices.problems.InvalidInputException;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Locale;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets the parameter {@code format} decide, for who cannot send the header {@code Accept}. */
class ExportFormatFilter {

    @ServerRequestFilter(preMatching = true)
    void choose(ContainerRequestContext request) {
        if (!request.getUriInfo().getPath().endsWith("/api/devices/export")) {
            return;
        }
        var format = request.getUriInfo().getQueryParameters().getFirst("format");
        var accepted = request.getHeaderString("Accept");
        accept(request, format == null || format.isEmpty() ? accepted(accepted) : named(format));
    }

    private static FileFormat accepted(String types) {
        if (types != null && types.contains(FileFormat.CSV_TYPE)) {
            return FileFormat.CSV;
        }
        if (types == null || types.isBlank() || types.contains("*") || types.contains(FileFormat.NDJSON_TYPE)) {
            return FileFormat.NDJSON;
        }
        throw new NotAcceptableException();
    }

    private static FileFormat named(String format) {
        return Stream.of(FileFormat.values())
                .filter(its -> its.name().toLowerCase(Locale.ROOT).equals(format))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("format", "must be csv or ndjson"));
    }

    private static void accept(ContainerRequestContext request, FileFormat format) {
        request.getHeaders().putSingle("Accept", format.mediaType());
    }
}
