package io.lamplighter.bench.edge;

import java.util.ArrayList;
import java.util.List;

/** The schedules that there are do not fire until this is closed: what they do is not what is measured. */
public final class RestingSchedules implements AutoCloseable {
    private final Edge edge;
    private final List<String> resting = new ArrayList<>();

    private RestingSchedules(Edge edge) {
        this.edge = edge;
    }

    public static RestingSchedules of(Edge edge) throws InterruptedException {
        var schedules = new RestingSchedules(edge);
        for (var schedule : edge.all("/api/schedules?")) {
            if (schedule.path("enabled").asBoolean()) {
                var id = schedule.path("id").asText();
                edge.patch("/api/schedules/" + id, "{\"enabled\":false}");
                schedules.resting.add(id);
            }
        }
        return schedules;
    }

    @Override
    public void close() {
        try {
            for (var id : resting) {
                edge.patch("/api/schedules/" + id, "{\"enabled\":true}");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
