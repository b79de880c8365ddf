package io.lamplighter.observations.latest;

import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.queries.Gatherer;
import io.lamplighter.observations.queries.QueriesConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Looks up the newest values of single devices, those who ask at the same time together. */
@Singleton
public class LatestLoader {
    private final LatestReader reader;
    private final Gatherer<UUID, List<ObservationView>> gatherer;

    LatestLoader(LatestReader reader, QueriesConfig config) {
        this.reader = reader;
        this.gatherer = new Gatherer<>(
                Gatherer.Limits.of(config), List.of(), devices -> ofAll(devices).map(LatestLoader::byDevice));
    }

    /** The newest observation of each series of a device, in no order; more than one of a name whose units have changed. */
    public Uni<List<ObservationView>> of(UUID device) {
        return gatherer.ask(device);
    }

    /** The same of many devices, in one statement. */
    public Uni<List<ObservationView>> ofAll(Collection<UUID> devices) {
        return reader.of(devices.toArray(UUID[]::new));
    }

    private static Map<UUID, List<ObservationView>> byDevice(List<ObservationView> found) {
        var byDevice = new HashMap<UUID, List<ObservationView>>();
        for (var each : found) {
            byDevice.computeIfAbsent(each.deviceId(), device -> new ArrayList<>())
                    .add(each);
        }
        return byDevice;
    }
}
