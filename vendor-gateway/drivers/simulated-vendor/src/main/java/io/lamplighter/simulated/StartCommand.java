package io.lamplighter.simulated;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the simulated vendor. */
@Command(
        name = "simulated-vendor",
        mixinStandardHelpOptions = true,
        description = "Houses full of devices that speak Shelly's generation-2 RPC over HTTP.")
final class StartCommand implements Callable<Integer> {
    @Option(names = "--host", defaultValue = "127.0.0.1", description = "address to listen on (${DEFAULT-VALUE})")
    private String host;

    @Option(names = "--port", defaultValue = "8085", description = "port, 0 for any (${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--devices", defaultValue = "12", description = "how many devices (${DEFAULT-VALUE})")
    private int devices;

    @Option(names = "--seed", defaultValue = "1", description = "of weather and noise (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--speed", defaultValue = "1", description = "simulated seconds per second (${DEFAULT-VALUE})")
    private double speed;

    @Option(names = "--zone", description = "time zone of the houses (that of this machine)")
    private ZoneId zone = ZoneId.systemDefault();

    @Option(names = "--replay", description = "folder of CSV series that drive thermometers and meters")
    private Path replay;

    @Override
    public Integer call() throws InterruptedException {
        var options = new SimulatedVendorOptions(host, port, devices, seed, speed, zone, Optional.ofNullable(replay));
        var vendor = SimulatedVendor.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(vendor::close, "close-simulated-vendor"));
        System.out.printf("simulated vendor is ready on http://%s:%d with %d devices%n", host, vendor.port(), devices);
        new CountDownLatch(1).await();
        return 0;
    }
}
