package io.lamplighter.cli.devices;

import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.output.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "Removes a device from the registry.")
final class RemoveDeviceCommand extends EdgeCommand {
    @Parameters(paramLabel = "NAME-OR-ID", description = "the device")
    private String device;

    @Override
    public Integer call() {
        var found = new DeviceFinder(edge()).find(device);
        edge().delete("/api/devices/" + found.path("id").asText());
        out().printf("Removed %s (%s)%n", Text.of(found.path("name")), Text.of(found.path("id")));
        return DONE;
    }
}
