package io.lamplighter.observations.latest;

import io.lamplighter.observations.api.ObservationView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Which of several newest observations of one name counts: the newest, whatever its units and kind. */
public final class Newest {
    /** Bytes as the database has them: what is negative to Java comes last. */
    private static final Comparator<UUID> DEVICES = (one, other) -> {
        var high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high == 0 ? Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits()) : high;
    };

    static final Comparator<ObservationView> ORDER = Comparator.comparing(ObservationView::deviceId, DEVICES)
            .thenComparing(ObservationView::name)
            .thenComparing(ObservationView::validAt, Comparator.reverseOrder());

    private Newest() {}

    /** One of each name, in the order of device and name. */
    public static List<ObservationView> ofEachName(List<ObservationView> found) {
        var sorted = new ArrayList<>(found);
        sorted.sort(ORDER);
        return ofNeighbours(sorted);
    }

    /** One of each name, where those of a name stand side by side; in the order that they have. */
    static List<ObservationView> ofNeighbours(List<ObservationView> found) {
        var newest = new ArrayList<ObservationView>(found.size());
        for (var each : found) {
            if (newest.isEmpty() || !isSameName(newest.getLast(), each)) {
                newest.add(each);
            } else if (newest.getLast().validAt().isBefore(each.validAt())) {
                newest.set(newest.size() - 1, each);
            }
        }
        return newest;
    }

    static boolean isSameName(ObservationView one, ObservationView other) {
        return one.deviceId().equals(other.deviceId()) && one.name().equals(other.name());
    }

    static Comparator<UUID> devices() {
        return DEVICES;
    }
}
