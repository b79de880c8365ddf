package io.lamplighter.observations.formats;

import io.lamplighter.observations.api.ObservationView;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Observations in pieces, each read when it is asked for, so that no more than two of them lie in memory. */
@FunctionalInterface
public interface Pieces {

    /** The next piece; empty when there are no more. Asked for again only after it has come. */
    Uni<List<ObservationView>> next();

    /** All of them, one piece after the other. */
    static Uni<List<ObservationView>> all(Pieces pieces) {
        return collect(pieces, new ArrayList<>());
    }

    private static Uni<List<ObservationView>> collect(Pieces pieces, List<ObservationView> found) {
        return pieces.next().chain(piece -> {
            found.addAll(piece);
            return piece.isEmpty() ? Uni.createFrom().item(found) : collect(pieces, found);
        });
    }

    /** At most so many observations of them. */
    static Pieces limited(Pieces pieces, int limit) {
        var left = new AtomicLong(limit);
        return () -> left.get() == 0
                ? Uni.createFrom().item(List.of())
                : pieces.next().map(piece -> {
                    var kept = piece.size() <= left.get() ? piece : piece.subList(0, (int) left.get());
                    left.addAndGet(-kept.size());
                    return kept;
                });
    }
}
