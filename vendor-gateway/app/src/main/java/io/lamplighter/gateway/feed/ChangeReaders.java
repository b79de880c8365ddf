package io.lamplighter.gateway.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.gateway.api.DevicePresence;
import io.lamplighter.gateway.api.VendorView;
import io.lamplighter.interactions.api.RunView;
import io.lamplighter.observations.api.Attribute;
import io.lamplighter.observations.api.DeviceObservations;
import io.lamplighter.observations.api.Observation;
import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.api.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** How the records of each topic are read, and how items are written. */
final class ChangeReaders {
    private final ObjectMapper json;

    ChangeReaders(ObjectMapper json) {
        this.json = json;
    }

    List<Change> observations(Entry entry) throws IOException {
        var record = json.readValue(entry.value(), DeviceObservations.class);
        var observations = record.all();
        var changes = new ArrayList<Change>(observations.size());
        for (var observation : observations) {
            changes.add(change(view(record.deviceId(), observation)));
        }
        return changes;
    }

    Change change(ObservationView view) {
        return Change.of(new Change.Series(view.deviceId(), view.name()), view.validAt(), view.value(), written(view));
    }

    Change change(DeviceView device) {
        return Change.of(device.version() == 1 ? "create" : "update", device.id(), written(device));
    }

    Change change(DevicePresence presence, Instant at) {
        var text = written(presence);
        return Change.of(new Change.Series(presence.deviceId(), null), at, text, text);
    }

    Change change(VendorView vendor, Instant at) {
        var text = written(vendor);
        return Change.of(new Change.Series(null, vendor.vendor()), at, text, text);
    }

    private String written(Object item) {
        try {
            return json.writeValueAsString(item);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
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

    List<Change> devices(Entry entry) throws IOException {
        if (entry.value() == null) {
            return entry.device() == null ? List.of() : List.of(gone("delete", entry.device()));
        }
        return List.of(change(json.readValue(entry.value(), DeviceView.class)));
    }

    /** Of a device that is there no more. */
    static Change gone(String action, UUID device) {
        return Change.of(action, device, "{\"id\":\"" + device + "\"}");
    }

    /** A device came or went as far as a subscription to something else than devices is concerned. */
    static Change crossed(String action, UUID device, Instant at) {
        var text = "{\"deviceId\":\"" + device + "\"}";
        return Change.of(new Change.Series(device, null), at, text, text).as(action);
    }

    List<Change> runs(Entry entry) throws IOException {
        if (entry.value() == null) {
            return List.of();
        }
        var run = json.readValue(entry.value(), RunView.class);
        return List.of(Change.of(run.version() == 1 ? "create" : "update", run.deviceId(), written(run)));
    }

    List<Change> nothing(Entry entry) {
        return List.of();
    }
}
