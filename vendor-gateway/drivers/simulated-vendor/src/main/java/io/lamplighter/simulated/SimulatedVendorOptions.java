package io.lamplighter.simulated;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How a simulated vendor is started.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @param devices how many; a house has twelve, houses are repeated until there are enough
 * @param seed the same seed has the same weather and the same noise
 * @param speed how many simulated seconds pass in a real one
 * @param zone where the houses stand: decides when it is night
 * @param replay folder of recorded CSV series that drive thermometers and meters, see {@link Recordings}
 */
public record SimulatedVendorOptions(
        String host, int port, int devices, long seed, double speed, ZoneId zone, Optional<Path> replay) {
    public SimulatedVendorOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: must be between 0 and 65535");
        }
        if (devices < 1 || devices > 100_000) {
            throw new IllegalArgumentException("devices: must be between 1 and 100000");
        }
        if (!(speed > 0 && speed <= 100_000)) {
            throw new IllegalArgumentException("speed: must be above 0 and at most 100000");
        }
    }

    /** One house on loopback, on any free port, in real time. */
    public static SimulatedVendorOptions defaults() {
        return new SimulatedVendorOptions("127.0.0.1", 0, 12, 1, 1, ZoneId.of("UTC"), Optional.empty());
    }

    public SimulatedVendorOptions withDevices(int count) {
        return new SimulatedVendorOptions(host, port, count, seed, speed, zone, replay);
    }

    public SimulatedVendorOptions withSpeed(double factor) {
        return new SimulatedVendorOptions(host, port, devices, seed, factor, zone, replay);
    }

    public SimulatedVendorOptions withReplay(Path folder) {
        return new SimulatedVendorOptions(host, port, devices, seed, speed, zone, Optional.of(folder));
    }
}
