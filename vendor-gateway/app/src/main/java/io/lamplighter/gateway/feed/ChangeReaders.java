package io.lamplighter.gateway.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.interactions.api.RunView;
import io.lamplighter.observations.api.Attribute;
import io.lamplighter.observations.api.DeviceObservations;
import io.lamplighter.observations.api.Observation;
import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.api.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How the records of each topic are read. */
final class ChangeReaders {
    private final ObjectMapper json;

    ChangeReaders(ObjectMapper json) {
        this.json = json;
    }

    List<Change> observations(RecentRecords.Entry entry) throws IOException {
        var record = json.readValue(entry.value(), DeviceObservations.class);
        var observations = record.all();
        var changes = new ArrayList<Change>(observations.size());
        for (var observation : observations) {
            changes.add(change(view(record.deviceId(), observation)));
        }
        return changes;
    }

    Change change(ObservationView view) throws JsonProcessingException {
        var series = new Change.Series(view.deviceId(), view.name());
        return new Change("update", series, view.validAt(), view.value(), json.writeValueAsString(view));
    }

    Change change(DeviceView device) throws JsonProcessingException {
        return Change.of(device.version() == 1 ? "create" : "update", json.writeValueAsString(device));
    }

    private static ObservationView view(UUID deviceId, Observation observation) {
        return switch (observation) {
            case Attribute attribute ->
                new ObservationView(
                        deviceId,
                        attribute.name(),
                        "attribute",
                        attribute.value(),
                        attribute.units(),
                        attribute.validAt(),
                        null);
            case Status status ->
                new ObservationView(deviceId, status.name(), "status", status.value(), null, status.validAt(), null);
        };
    }

    List<Change> devices(RecentRecords.Entry entry) throws IOException {
        if (entry.value() == null) {
            var id = new String(entry.key(), StandardCharsets.UTF_8);
            return List.of(Change.of("delete", json.writeValueAsString(Map.of("id", id))));
        }
        return List.of(change(json.readValue(entry.value(), DeviceView.class)));
    }

    List<Change> runs(RecentRecords.Entry entry) throws IOException {
        if (entry.value() == null) {
            return List.of();
        }
        var run = json.readValue(entry.value(), RunView.class);
        return List.of(Change.of(run.version() == 1 ? "create" : "update", json.writeValueAsString(run)));
    }
}
