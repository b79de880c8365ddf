package io.lamplighter.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who listens where: the edge on the port that was asked for, the rest on those right behind it. */
record Ports(
        int edge,
        int devices,
        int observations,
        int interactions,
        int gateway,
        int simulatedVendor,
        int postgres,
        int kafka,
        int kafkaController) {
    private static final int COUNT = 9;

    static Ports from(int edge) {
        if (edge < 1 || edge + COUNT > 65536) {
            throw new LaunchException("--port " + edge + ": must be between 1 and " + (65536 - COUNT));
        }
        return new Ports(edge, edge + 1, edge + 2, edge + 3, edge + 4, edge + 5, edge + 6, edge + 7, edge + 8);
    }

    /**
     * Makes sure that nobody else listens there.
     *
     * @throws LaunchException naming the first port that is taken
     */
    void requireFree(String host) {
        byName().forEach((name, port) -> requireFree(name, port, port == edge ? host : "127.0.0.1"));
    }

    private static void requireFree(String name, int port, String host) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new java.net.InetSocketAddress(InetAddress.getByName(host), port));
        } catch (IOException taken) {
            throw new LaunchException(
                    "port %d, which %s needs, is not free (%s); stop what uses it or choose others with --port"
                            .formatted(port, name, taken.getMessage()),
                    taken);
        }
    }

    private Map<String, Integer> byName() {
        var ports = new LinkedHashMap<String, Integer>();
        ports.put("the edge", edge);
        ports.put("devices-service", devices);
        ports.put("observations-service", observations);
        ports.put("interactions-service", interactions);
        ports.put("vendor-gateway", gateway);
        ports.put("the simulated vendor", simulatedVendor);
        ports.put("PostgreSQL", postgres);
        ports.put("Kafka", kafka);
        ports.put("Kafka's controller", kafkaController);
        return ports;
    }
}
