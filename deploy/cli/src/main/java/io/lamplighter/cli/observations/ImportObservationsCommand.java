package io.lamplighter.cli.observations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.cli.devices.DeviceFinder;
import io.lamplighter.cli.edge.BulkFormat;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.edge.Retrying;
import io.lamplighter.cli.output.Text;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description =
                "Sends the observations of a file. Sent again they change nothing, so that a broken import is repeated.",
        footerHeading = "%nColumns of CSV:%n",
        footer = {
            "  deviceId, or device (a name or an id), or vendor, account and vendorIds.NAME",
            "  name, value, units (none for a status), validAt"
        })
final class ImportObservationsCommand extends EdgeCommand {
    @Parameters(paramLabel = "FILE", description = "a .csv or .ndjson file; - for standard input")
    private String file;

    @Option(names = "--format", paramLabel = "FORMAT", description = "csv or ndjson (as the file's name ends)")
    private BulkFormat form;

    @Option(
            names = "--chunk",
            paramLabel = "COUNT",
            defaultValue = "1000",
            description = "how many in each request (${DEFAULT-VALUE})")
    private int chunk;

    @Option(
            names = "--from-line",
            paramLabel = "LINE",
            defaultValue = "1",
            description = "leave out the lines before this one")
    private long fromLine;

    private final Map<String, String> ids = new HashMap<>();
    private DeviceFinder finder;
    private long accepted;
    private long refused;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (chunk < 1) {
            throw new MistakeException("--chunk " + chunk + ": must be at least 1");
        }
        finder = new DeviceFinder(edge());
        var start = System.nanoTime();
        try (var observations = ObservationFile.open(file, BulkFormat.of(form, file));
                var progress = progress()) {
            var pending = new Chunk();
            for (var next = observations.next(); next != null; next = observations.next()) {
                if (observations.line() < fromLine) {
                    continue;
                }
                pending.add(observations.line(), named(next));
                if (pending.size() == chunk) {
                    pending = sent(pending);
                    progress.tick(() -> "%,d accepted (%,.0f/s), %,d refused, up to line %,d"
                            .formatted(
                                    accepted,
                                    accepted * 1e9 / (System.nanoTime() - start),
                                    refused,
                                    observations.line()));
                }
            }
            var _ = sent(pending);
        }
        out().printf("%,d accepted, %,d refused%n", accepted, refused);
        return refused == 0 ? DONE : FAILED;
    }

    private ObjectNode named(ObjectNode observation) {
        var device = observation.remove("device");
        if (device != null) {
            observation.put(
                    "deviceId",
                    ids.computeIfAbsent(
                            device.asText(),
                            name -> finder.find(name).path("id").asText()));
        }
        return observation;
    }

    private Chunk sent(Chunk pending) throws InterruptedException {
        if (pending.size() > 0) {
            var answer = Retrying.until(
                    () -> edge().post("/api/observations", pending.body()),
                    "line %,d: what is before it is accepted; go on with --from-line %d"
                            .formatted(pending.firstLine(), pending.firstLine()));
            answer.path("refused").forEach(one -> tell(pending, one));
            var count = answer.path("refused").size();
            refused += count;
            accepted += answer.path("accepted").asLong(pending.size() - (long) count);
        }
        return new Chunk();
    }

    private void tell(Chunk pending, JsonNode one) {
        one.path("violations")
                .forEach(violation -> err().printf(
                                "line %d: %s: %s%n",
                                pending.line(one.path("index").asInt()),
                                Text.of(violation.path("field")),
                                Text.of(violation.path("message"))));
    }
}
