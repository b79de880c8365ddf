package io.lamplighter.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamplighter.bench.edge.Edge;
import io.lamplighter.bench.edge.Fleet;
import java.util.concurrent.atomic.AtomicBoolean;

/** A schedule over a fleet that is there for a benchmark and removed after it. */
final class Schedule implements AutoCloseable {
    private final Edge edge;
    private final String id;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private Schedule(Edge edge, String id) {
        this.edge = edge;
        this.id = id;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** @param when a crontab line, or a fixed rate such as PT1S */
    static Schedule make(Edge edge, Fleet fleet, String when, String task) throws InterruptedException {
        var request = JsonNodeFactory.instance.objectNode();
        request.put("name", "bench " + fleet.label())
                .put(when.startsWith("PT") ? "rate" : "cron", when)
                .put("task", task);
        request.putObject("target").putObject("selector").putObject("labels").put("bench", fleet.label());
        return new Schedule(
                edge, edge.post("/api/schedules", request.toString()).path("id").asText());
    }

    String id() {
        return id;
    }

    /** Removes it; also when the benchmark is interrupted. */
    @Override
    public void close() {
        if (isClosed.getAndSet(true)) {
            return;
        }
        try {
            edge.delete("/api/schedules/" + id);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
