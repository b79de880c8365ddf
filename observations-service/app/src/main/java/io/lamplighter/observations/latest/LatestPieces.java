package io.lamplighter.observations.latest;

import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.formats.Pieces;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/** The newest of many devices in the order of device and name, piece by piece. */
final class LatestPieces {
    private static final int DEVICES_AT_ONCE = 500;

    private LatestPieces() {}

    /** Of these devices. */
    static Pieces of(Collection<UUID> devices, LatestReader reader, LatestQuery query) {
        var ordered = devices.stream()
                .filter(each -> Newest.devices().compare(each, query.after().deviceId()) >= 0)
                .sorted(Newest.devices())
                .toList();
        var parts = new ArrayDeque<List<UUID>>();
        for (var start = 0; start < ordered.size(); start += DEVICES_AT_ONCE) {
            parts.add(ordered.subList(start, Math.min(ordered.size(), start + DEVICES_AT_ONCE)));
        }
        return () -> next(parts, reader, query);
    }

    private static Uni<List<ObservationView>> next(Deque<List<UUID>> parts, LatestReader reader, LatestQuery query) {
        if (parts.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Pieces.first(
                () -> reader.of(parts.poll().toArray(UUID[]::new)).map(query::pick), () -> !parts.isEmpty());
    }

    /** Of all devices. */
    static Pieces ofAll(LatestReader reader, LatestQuery query, int rows) {
        return new OfAll(reader, query, rows);
    }

    private static final class OfAll implements Pieces {
        private final LatestReader reader;
        private final LatestQuery query;
        private int rows;
        private LatestCursor after;
        private boolean ended;

        OfAll(LatestReader reader, LatestQuery query, int rows) {
            this.reader = reader;
            this.query = query;
            this.rows = rows;
            this.after = query.after();
        }

        @Override
        public Uni<List<ObservationView>> next() {
            if (ended) {
                return Uni.createFrom().item(List.of());
            }
            return Pieces.first(() -> reader.after(after, query.series(), rows).map(this::whole), () -> !ended);
        }

        // The last name may have more series than came: it comes again, first of the next piece.
        private List<ObservationView> whole(List<ObservationView> found) {
            ended = found.size() < rows;
            var kept = found;
            if (!ended) {
                kept = new ArrayList<>(found);
                var last = kept.getLast();
                while (!kept.isEmpty() && Newest.isSameName(kept.getLast(), last)) {
                    var _ = kept.removeLast();
                }
            }
            if (kept.isEmpty()) {
                rows *= 2;
                return List.of();
            }
            after = LatestCursor.of(kept.getLast());
            return query.pickOrdered(kept);
        }
    }
}
