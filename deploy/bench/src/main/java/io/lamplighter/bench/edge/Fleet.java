package io.lamplighter.bench.edge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Load;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;

/** Devices that are registered for a benchmark and removed after it, with everything stored of them. */
public final class Fleet implements AutoCloseable {
    private static final int AT_ONCE = 8;
    private static final int MOST_TRIES = 4;

    private final Edge edge;
    private final String label = UUID.randomUUID().toString();
    private final ConcurrentMap<Integer, String> ids = new ConcurrentHashMap<>();

    private Fleet(Edge edge) {
        this.edge = edge;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** Registers as many devices of the in-memory simulator; they are disabled, so that no schedule pulls them. */
    public static Fleet simulated(Edge edge, int count) throws InterruptedException {
        var run = UUID.randomUUID();
        var requests = IntStream.range(0, count)
                .mapToObj(number -> device("bench " + number, "simulator", "id", "bench-" + run + "-" + number)
                        .put("enabled", false))
                .toList();
        return register(edge, requests);
    }

    /** The same, of devices that tasks may be run against. */
    public static Fleet enabled(Edge edge, int count) throws InterruptedException {
        var run = UUID.randomUUID();
        return register(
                edge,
                IntStream.range(0, count)
                        .mapToObj(number -> device("bench " + number, "simulator", "id", "bench-" + run + "-" + number))
                        .toList());
    }

    /** Registers devices that a Shelly driver finds at these addresses. */
    public static Fleet shelly(Edge edge, List<String> addresses) throws InterruptedException {
        return register(
                edge,
                addresses.stream()
                        .map(address -> device("bench " + address, "shelly", "address", address))
                        .toList());
    }

    /** The ids, in the order of registration. */
    public List<String> ids() {
        return IntStream.range(0, ids.size()).mapToObj(ids::get).toList();
    }

    /** The value of the label {@code bench} that these devices have and no others. */
    public String label() {
        return label;
    }

    /**
     * Removes them; also when the benchmark is interrupted. What cannot be removed is told and spoils no result: it can be
     * found by its label.
     */
    @Override
    public void close() {
        var registered = List.copyOf(ids.values());
        ids.clear();
        try {
            Load.pieces(registered.size(), AT_ONCE, number -> remove(registered.get((int) number)));
        } catch (BenchException failure) {
            System.err.printf("... devices with the label bench:%s are left over: %s%n", label, failure.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void remove(String id) throws InterruptedException {
        for (var tries = 1; ; tries++) {
            try {
                edge.delete("/api/devices/" + id);
                return;
            } catch (BenchException failure) {
                if (tries == MOST_TRIES) {
                    throw failure;
                }
                Thread.sleep(500L * tries);
            }
        }
    }

    private static Fleet register(Edge edge, List<ObjectNode> requests) throws InterruptedException {
        var fleet = new Fleet(edge);
        try {
            Load.pieces(requests.size(), AT_ONCE, number -> fleet.register((int) number, requests.get((int) number)));
            return fleet;
        } catch (BenchException failure) {
            fleet.close();
            throw failure;
        }
    }

    private void register(int number, ObjectNode request) throws InterruptedException {
        request.putObject("labels").put("bench", label);
        ids.put(number, edge.post("/api/devices", request.toString()).path("id").asText());
    }

    private static ObjectNode device(String name, String vendor, String vendorId, String value) {
        var device = JsonNodeFactory.instance.objectNode();
        device.put("name", name).put("type", "bench").put("vendor", vendor);
        device.putObject("vendorIds").put(vendorId, value);
        return device;
    }
}
