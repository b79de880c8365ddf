package io.lamplighter.cli.devices;

import io.lamplighter.cli.edge.BulkFormat;
import io.lamplighter.cli.edge.Download;
import io.lamplighter.cli.edge.EdgeCommand;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "export", description = "Writes the devices that match every filter, as devices import reads them.")
final class ExportDevicesCommand extends EdgeCommand {
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
    private DeviceFilter filter;

    @Override
    public Integer call() throws IOException {
        var chosen = BulkFormat.of(form, file);
        var query = filter.query(new DeviceFinder(edge()));
        try (var progress = progress();
                var download = new Download(file, out(), progress)) {
            edge().download("/api/devices/export", query, chosen.mediaType(), download);
            download.complete();
        }
        return DONE;
    }
}
