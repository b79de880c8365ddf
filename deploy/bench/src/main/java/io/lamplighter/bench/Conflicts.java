package io.lamplighter.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.bench.edge.Wire;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Latencies;
import io.lamplighter.bench.measure.Load;
import io.lamplighter.bench.measure.Rate;
import io.lamplighter.bench.measure.Report;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Many clients count in the same few devices, each with what it read: the sum tells whether one count was lost. */
final class Conflicts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CLIENTS = 32;
    private static final int OK = 200;
    private static final int STALE = 412;

    private final URI service;
    private final List<String> devices;
    private final int updates;
    private final AtomicLong refused = new AtomicLong();
    private final Latencies latencies = new Latencies();

    Conflicts(URI service, List<String> devices, int updates) {
        this.service = service;
        this.devices = devices;
        this.updates = updates;
    }

    Report report() throws InterruptedException {
        var start = System.nanoTime();
        Load.pieces(CLIENTS, CLIENTS, client -> count(updates / CLIENTS + (client < updates % CLIENTS ? 1 : 0)));
        var rate = Rate.since(start, updates);
        var sum = sum();
        if (sum != updates) {
            throw new BenchException("%,d changes were answered as done, but the sum is %,d".formatted(updates, sum));
        }
        var report = Report.of(
                "Registry: conflicting changes",
                "Changes",
                "Devices",
                "Clients",
                "Refused as stale",
                "Rate",
                "p50",
                "p99",
                "Sum");
        report.add(
                "%,d".formatted(updates),
                Integer.toString(devices.size()),
                Integer.toString(CLIENTS),
                "%,d".formatted(refused.get()),
                rate.text(),
                latencies.percentile(50),
                latencies.percentile(99),
                "%,d".formatted(sum));
        report.note(
                "Each reads a device, adds one to a label, and sends it with If-Match; what is refused as stale is read again. The sum of the labels equals the changes that were answered as done.");
        return report;
    }

    private void count(int times) {
        try (var wire = new Wire(service)) {
            for (var done = 0; done < times; done++) {
                var path = "/api/devices/"
                        + devices.get(ThreadLocalRandom.current().nextInt(devices.size()));
                var began = System.nanoTime();
                while (!countedOne(wire, path)) {
                    refused.incrementAndGet();
                }
                latencies.recordNanos(System.nanoTime() - began);
            }
        }
    }

    private static boolean countedOne(Wire wire, String path) {
        var device = device(wire, path);
        var patch = "{\"labels\":{\"counted\":\"" + (counted(device) + 1) + "\"}}";
        var headers = "Content-Type: application/merge-patch+json\r\nIf-Match: \""
                + device.path("version").asLong() + "\"";
        var status = wire.ask(Wire.with("PATCH", path, headers, patch));
        if (status != OK && status != STALE) {
            throw new BenchException("PATCH %s was answered %d: %.500s".formatted(path, status, wire.body()));
        }
        return status == OK;
    }

    private long sum() {
        try (var wire = new Wire(service)) {
            return devices.stream()
                    .mapToLong(id -> counted(device(wire, "/api/devices/" + id)))
                    .sum();
        }
    }

    private static long counted(JsonNode device) {
        return device.path("labels").path("counted").asLong(0);
    }

    private static JsonNode device(Wire wire, String path) {
        var status = wire.ask(Wire.get(path));
        if (status != OK) {
            throw new BenchException("GET %s was answered %d: %.500s".formatted(path, status, wire.body()));
        }
        try {
            return JSON.readTree(wire.body());
        } catch (JsonProcessingException noJson) {
            throw new BenchException(path + " did not answer JSON", noJson);
        }
    }
}
