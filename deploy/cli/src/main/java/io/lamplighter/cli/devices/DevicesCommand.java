package io.lamplighter.cli.devices;

import picocli.CommandLine.Command;

/** The registry. Without a subcommand it lists, as {@code devices list} does. */
@Command(
        name = "devices",
        description = "Lists the devices, or does something with them.",
        subcommands = {
            DevicesCommand.ListDevices.class,
            ShowDeviceCommand.class,
            AddDeviceCommand.class,
            SetDeviceCommand.class,
            RemoveDeviceCommand.class,
            ImportDevicesCommand.class,
            ExportDevicesCommand.class,
            DeviceHistoryCommand.class
        })
public final class DevicesCommand extends DeviceLister {
    @Command(name = "list", description = "Lists the devices that match every filter.")
    static final class ListDevices extends DeviceLister {}
}
