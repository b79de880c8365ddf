package io.lamplighter.devices.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.devices.api.ImportView;
import io.lamplighter.devices.callers.Caller;
import io.lamplighter.devices.files.FileFormat;
import io.lamplighter.devices.problems.InvalidInputException;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

@Path("/api/devices/import")
@Consumes({FileFormat.NDJSON_TYPE, FileFormat.CSV_TYPE})
class ImportResource {
    private static final String WHAT_IT_DOES = """
            Registers or changes a device for each line of a file of any size, NDJSON or CSV, gzip if wanted. A line names
            its device by id, or by vendor, account and vendorIds; it is a merge patch of that device, or registers it.
            What a line does not speak of stays; null (in CSV an empty cell) takes away; metadata are replaced as a whole.
            The parent is named by parentId, or by parent with its vendorIds, and may stand anywhere in the file. Lines are
            registered in chunks as they come: if the upload breaks off, the chunks before stay, unless atomic=true.
            """;

    private final DeviceImporter importer;
    private final Caller caller;
    private final ObjectMapper json;

    ImportResource(DeviceImporter importer, Caller caller, ObjectMapper json) {
        this.importer = importer;
        this.caller = caller;
        this.json = json;
    }

    @POST
    @Blocking
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Import a file of devices",
            description = WHAT_IT_DOES + "Answers when all is done, with a summary and the first 100 refused lines.")
    public Uni<ImportView> summary(
            InputStream file, @HeaderParam("Content-Type") MediaType type, @BeanParam ImportQuery query) {
        var wish = ImportWish.of(query, caller.name());
        var report = new ImportReport(wish);
        return importer.outcomes(format(type), file, wish, report)
                .onItem()
                .ignoreAsUni()
                .map(done -> new ImportView(report.summary(), report.firstRefused()));
    }

    @POST
    @Blocking
    @Produces(FileFormat.NDJSON_TYPE)
    @Operation(summary = "Import a file of devices, and follow it", description = WHAT_IT_DOES + """
                            Answers line by line while it reads: read the answer while you send. Each line is
                            {"line":7,"outcome":"created|updated|unchanged|missing|refused","id":"...","violations":[...]};
                            the last one {"summary":{...}}, or {"problem":{...}} with a summary when the import broke off.
                            """)
    public Multi<byte[]> lines(
            InputStream file, @HeaderParam("Content-Type") MediaType type, @BeanParam ImportQuery query) {
        var wish = ImportWish.of(query, caller.name());
        var report = new ImportReport(wish);
        var hasBegun = new AtomicBoolean();
        var lines = importer.outcomes(format(type), file, wish, report)
                .map(outcomes -> outcomes.stream().filter(wish::tells).toList())
                .filter(outcomes -> !outcomes.isEmpty())
                .map(this::lines)
                .invoke(() -> hasBegun.set(true));
        return Multi.createBy()
                .concatenating()
                .streams(lines, Multi.createFrom().item(() -> line(Map.of("summary", report.summary()))))
                .onFailure(failure -> failure instanceof ImportBrokenException && hasBegun.get())
                .recoverWithItem(failure -> problem((ImportBrokenException) failure));
    }

    private static FileFormat format(MediaType type) {
        var charset = type.getParameters().get(MediaType.CHARSET_PARAMETER);
        if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
            throw new InvalidInputException("Content-Type", "must have the charset UTF-8");
        }
        return type.getSubtype().equals("csv") ? FileFormat.CSV : FileFormat.NDJSON;
    }

    private byte[] lines(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> text(outcome.view()))
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] problem(ImportBrokenException broken) {
        var problem = ImportProblems.problem(broken).build();
        return line(Map.of(
                "problem",
                Map.of(
                        "type", problem.getType(),
                        "title", problem.getTitle(),
                        "status", problem.getStatusCode(),
                        "detail", problem.getDetail()),
                "summary",
                broken.summary()));
    }

    private byte[] line(Object value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
