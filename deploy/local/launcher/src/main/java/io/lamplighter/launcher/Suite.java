package io.lamplighter.launcher;

import com.sun.management.OperatingSystemMXBean;
import io.lamplighter.local.Compilation;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parts of the suite and how each is started. */
final class Suite {
    private static final List<String> JVM = List.of(
            "-XX:+UseSerialGC",
            "-Xss512k",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private static final String SIMULATED_VENDOR = "simulated-vendor";
    private static final long HEAP_MB = 224;
    private static final String HEAP = HEAP_MB + "m";

    private final Layout layout;
    private final Ports ports;
    private final Secrets secrets;
    private final Path replay;

    /** @param replay a folder of recorded series for the simulated vendor; null for its own model */
    Suite(Layout layout, Ports ports, Secrets secrets, Path replay) {
        this.layout = layout;
        this.ports = ports;
        this.secrets = secrets;
        this.replay = replay;
    }

    Part postgres() {
        return new PostgresPart(layout, ports.postgres(), secrets);
    }

    Part kafka() {
        return new KafkaPart(layout, ports);
    }

    Part simulatedVendor() {
        var arguments = new ArrayList<>(List.of("--port", Integer.toString(ports.simulatedVendor())));
        if (replay != null) {
            arguments.addAll(List.of("--replay", replay.toAbsolutePath().toString()));
        }
        return new JavaPart(
                SIMULATED_VENDOR,
                options("96m"),
                layout.simulatedVendor(),
                arguments,
                Map.of(),
                address(ports.simulatedVendor(), "/devices"),
                layout.log("simulated-vendor.out"));
    }

    List<Part> services() {
        return List.of(
                service("devices-service", HEAP, ports.devices(), "devices"),
                service("observations-service", HEAP, ports.observations(), "observations"),
                service("interactions-service", HEAP, ports.interactions(), "interactions"),
                service("vendor-gateway", roomForDevices(), ports.gateway(), null));
    }

    /** When a part is stopped, 0 first: whatever others need goes after them, and what has the same turn goes side by side. */
    static int turnToStop(String part) {
        return switch (part) {
            case SIMULATED_VENDOR -> 1;
            case KafkaPart.NAME -> 2;
            case PostgresPart.NAME -> 3;
            default -> 0;
        };
    }

    /** Where each service listens, for the edge. */
    Map<String, Integer> servicePorts() {
        return Map.of(
                "devices-service", ports.devices(),
                "observations-service", ports.observations(),
                "interactions-service", ports.interactions(),
                "vendor-gateway", ports.gateway());
    }

    /** The gateway knows every device, about 0.35 KB each: a sixteenth of this machine's memory, taken only when they come. */
    private static String roomForDevices() {
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Math.max(HEAP_MB, machine.getTotalMemorySize() / 16 / 1024 / 1024) + "m";
    }

    private Part service(String name, String heap, int port, String database) {
        var options = options(heap);
        options.add("-Xms" + HEAP);
        return new JavaPart(
                name,
                options,
                layout.service(name),
                List.of(),
                environment(name, port, database),
                address(port, "/q/health/ready"),
                layout.log(name + ".out"));
    }

    private Map<String, String> environment(String name, int port, String database) {
        var environment = new HashMap<>(Map.of(
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.kafka(),
                "QUARKUS_REST_CLIENT_DEVICES_URL", "http://127.0.0.1:" + ports.devices(),
                "QUARKUS_REST_CLIENT_OBSERVATIONS_URL", "http://127.0.0.1:" + ports.observations(),
                "QUARKUS_REST_CLIENT_INTERACTIONS_URL", "http://127.0.0.1:" + ports.interactions()));
        environment.put("QUARKUS_LOG_FILE_ENABLED", "true");
        environment.put("QUARKUS_LOG_FILE_FORMAT", "%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5p [%c{1.}] %s%e%n");
        environment.put("QUARKUS_LOG_FILE_PATH", layout.log(name).toString());
        environment.put("QUARKUS_LOG_FILE_ROTATION_MAX_FILE_SIZE", "10M");
        environment.put("QUARKUS_LOG_FILE_ROTATION_MAX_BACKUP_INDEX", "3");
        environment.put("QUARKUS_LOG_CONSOLE_ENABLED", "false");
        if (database != null) {
            var url = "postgresql://127.0.0.1:" + ports.postgres() + "/" + database;
            environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", url);
            environment.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:" + url);
            environment.put("QUARKUS_DATASOURCE_USERNAME", database);
            environment.put("QUARKUS_DATASOURCE_PASSWORD", secrets.password(database));
        }
        return environment;
    }

    private static List<String> options(String heap) {
        var options = new ArrayList<>(JVM);
        options.addAll(Compilation.OF_WHAT_STAYS_HOT);
        options.add("-Xmx" + heap);
        return options;
    }

    private static URI address(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
