package io.lamplighter.devices.exports;

import io.lamplighter.devices.files.FileFormat;
import io.lamplighter.devices.problems.DatabaseUnavailableException;
import io.lamplighter.devices.search.DeviceQuery;
import io.lamplighter.devices.search.DeviceSearch;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestMulti;

@Path("/api/devices/export")
class ExportResource {
    private static final String WHAT_IT_DOES = """
            All devices that match every filter of the list, as they are at one moment, ordered by id, as a file that can
            be imported again: it says what callers said, ids among it, and not what the registry keeps by itself. A
            connection that ends before its last chunk means that the file is not complete. format=csv or format=ndjson
            does what the header Accept does.
            """;

    private final DeviceExporter exporter;
    private final DeviceSearch search;

    ExportResource(DeviceExporter exporter, DeviceSearch search) {
        this.exporter = exporter;
        this.search = search;
    }

    @GET
    @Produces(FileFormat.NDJSON_TYPE)
    @Operation(summary = "Export devices as NDJSON", description = WHAT_IT_DOES)
    public RestMulti<byte[]> ndjson(@BeanParam DeviceQuery query, @Context HttpServerRequest request) {
        return file(lines(FileFormat.NDJSON, query, request), "devices.ndjson");
    }

    @GET
    @Produces(FileFormat.CSV_TYPE)
    @Operation(summary = "Export devices as CSV", description = WHAT_IT_DOES)
    public RestMulti<byte[]> csv(@BeanParam DeviceQuery query, @Context HttpServerRequest request) {
        return file(lines(FileFormat.CSV, query, request).map(lines -> lines + "\n"), "devices.csv");
    }

    private Multi<String> lines(FileFormat format, DeviceQuery query, HttpServerRequest request) {
        var hasBegun = new AtomicBoolean();
        return search.conditions(query)
                .onItem()
                .transformToMulti(conditions -> exporter.lines(format, conditions))
                .invoke(() -> hasBegun.set(true))
                .onFailure(DatabaseUnavailableException::isMeantBy)
                .transform(DatabaseUnavailableException::new)
                .onFailure(failure -> hasBegun.get())
                .invoke(failure -> breakOff(failure, request));
    }

    // A file that ends early must not look like one that is complete.
    private static void breakOff(Throwable failure, HttpServerRequest request) {
        Log.warnf("An export broke off: %s", failure.getMessage());
        request.connection().close();
    }

    private static RestMulti<byte[]> file(Multi<String> lines, String name) {
        return RestMulti.fromMultiData(lines.map(text -> text.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .build();
    }
}
