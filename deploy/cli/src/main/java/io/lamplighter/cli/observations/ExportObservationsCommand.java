package io.lamplighter.cli.observations;

import io.lamplighter.cli.devices.DeviceFinder;
import io.lamplighter.cli.edge.BulkFormat;
import io.lamplighter.cli.edge.Download;
import io.lamplighter.cli.edge.EdgeCommand;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "export", description = "Writes all observations of a span of time, as observations import reads them.")
final class ExportObservationsCommand extends EdgeCommand {
    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "-",
            description =
                    "a .csv or .ndjson file, which appears when it is complete; - for standard output (${DEFAULT-VALUE})")
    private String file;

    @Option(names = "--format", paramLabel = "FORMAT", description = "csv or ndjson (as the file's name ends)")
    private BulkFormat form;

    @Mixin
    private SeriesOptions series;

    @Mixin
    private TimeOptions time;

    @Override
    public Integer call() throws IOException {
        var chosen = BulkFormat.of(form, file);
        var finder = new DeviceFinder(edge());
        try (var progress = progress();
                var download = new Download(file, out(), progress)) {
            series.eachHundred(edge(), finder, query -> {
                edge().download("/api/observations", time.in(query, null), chosen.mediaType(), download);
                download.nextPart(chosen == BulkFormat.CSV);
            });
            download.complete();
        }
        return DONE;
    }
}
