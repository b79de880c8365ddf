package io.lamplighter.observations;

import io.lamplighter.devices.api.DevicePage;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.Location;
import io.lamplighter.observations.api.Attribute;
import io.lamplighter.observations.api.DeviceObservations;
import io.lamplighter.observations.api.SeriesObservations;
import io.lamplighter.observations.api.Status;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Records that only Kafka's bytes mention, for the native executable. */
@RegisterForReflection(
        targets = {
            Attribute.class,
            DeviceObservations.class,
            DevicePage.class,
            DeviceView.class,
            Location.class,
            SeriesObservations.class,
            Status.class
        })
final class Reflected {
    private Reflected() {}
}
