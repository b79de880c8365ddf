package io.lamplighter.observations.graph;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.Location;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;

/** A device of the registry. */
@Description("A thing that a vendor's API can read or control")
public record Device(
        @Id String id,
        String name,
        String type,
        String vendor,
        String account,
        Place location,
        List<Label> labels,
        boolean enabled,
        Instant createdAt,
        Instant updatedAt) {

    static Device of(DeviceView view) {
        return new Device(
                view.id().toString(),
                view.name(),
                view.type(),
                view.vendor(),
                view.account(),
                Place.of(view.location()),
                view.labels().entrySet().stream()
                        .map(each -> new Label(each.getKey(), each.getValue()))
                        .toList(),
                view.enabled(),
                view.createdAt(),
                view.updatedAt());
    }

    /** One label. */
    public record Label(String key, String value) {}

    /** Where a device is. */
    public record Place(String name, Double latitude, Double longitude, String timeZone) {
        static Place of(Location location) {
            return location == null
                    ? null
                    : new Place(location.name(), location.latitude(), location.longitude(), location.timeZone());
        }
    }

    /** One page of devices. */
    public record DevicePage(List<Device> items, String next) {}
}
