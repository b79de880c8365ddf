package io.lamplighter.bench.edge;

import io.lamplighter.bench.measure.BenchException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Many Shelly devices of one account, registered by one import and removed by SQL. */
public final class ShellyFleet implements AutoCloseable {
    private final String label;
    private final DatabaseAddress database;
    private final Map<String, String> idByAddress = new HashMap<>();
    private final List<String> ids;

    private ShellyFleet(Edge edge, String label, DatabaseAddress database) throws InterruptedException {
        this.label = label;
        this.database = database;
        for (var device : edge.all("/api/devices?label=bench:" + label)) {
            idByAddress.put(
                    device.path("vendorIds").path("address").asText(),
                    device.path("id").asText());
        }
        this.ids = List.copyOf(idByAddress.values());
    }

    /**
     * Registers devices at these addresses.
     *
     * @param database of the devices, to remove them from
     */
    public static ShellyFleet register(Edge edge, String account, List<String> addresses, DatabaseAddress database)
            throws InterruptedException {
        var label = UUID.randomUUID().toString().substring(0, 13);
        var lines = addresses.stream()
                .map(address ->
                        "{\"name\":\"Bench %1$s\",\"type\":\"bench\",\"vendor\":\"shelly\",\"account\":\"%2$s\",\"vendorIds\":{\"address\":\"%3$s\"},\"labels\":{\"bench\":\"%4$s\"}}"
                                .formatted(address.hashCode(), account, address, label))
                .collect(Collectors.joining("\n"));
        var _ = edge.upload(
                "/api/devices/import",
                "application/x-ndjson",
                new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
        var fleet = new ShellyFleet(edge, label, database);
        if (fleet.ids.size() != addresses.size()) {
            fleet.close();
            throw new BenchException(
                    "%,d of %,d devices were registered".formatted(fleet.ids.size(), addresses.size()));
        }
        return fleet;
    }

    /** The ids, in any order. */
    public List<String> ids() {
        return ids;
    }

    /** The device at this address. */
    public String id(String address) {
        return idByAddress.get(address);
    }

    @Override
    public void close() {
        var _ = database.execute("delete from device where labels @> '{\"bench\":\"" + label + "\"}'");
    }
}
