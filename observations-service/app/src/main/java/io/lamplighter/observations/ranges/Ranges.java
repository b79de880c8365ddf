package io.lamplighter.observations.ranges;

import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.queries.SeriesFilter;
import io.lamplighter.observations.series.Series;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Ranges of many devices at once, in two statements. */
@Singleton
public class Ranges {
    private final RangeReader reader;

    Ranges(RangeReader reader) {
        this.reader = reader;
    }

    /** At most so many observations of that name of each of the devices, in the order of the span. */
    public Uni<Map<UUID, List<ObservationView>>> ofEach(Set<UUID> devices, String name, Span span, int limit) {
        return series(devices, name)
                .chain(series -> reader.ofEach(series, span, limit))
                .map(found -> byDevice(found, span, limit));
    }

    /** All series of that name of these devices. */
    public Uni<List<Series>> series(Set<UUID> devices, String name) {
        return reader.series(new SeriesFilter(devices, Optional.of(name), Optional.empty(), Optional.empty()));
    }

    private static Map<UUID, List<ObservationView>> byDevice(List<ObservationView> found, Span span, int limit) {
        var byDevice = new HashMap<UUID, List<ObservationView>>();
        found.forEach(each -> byDevice.computeIfAbsent(each.deviceId(), device -> new ArrayList<>())
                .add(each));
        var oldestFirst = Comparator.comparing(ObservationView::validAt);
        byDevice.replaceAll((device, its) -> its.stream()
                .sorted(span.newestFirst() ? oldestFirst.reversed() : oldestFirst)
                .limit(limit)
                .toList());
        return byDevice;
    }
}
