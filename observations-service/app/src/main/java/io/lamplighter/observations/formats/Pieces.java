package io.lamplighter.observations.formats;

import io.lamplighter.observations.api.ObservationView;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Observations in pieces, each read when it is asked for, so that no more than two of them lie in memory. */
@FunctionalInterface
public interface Pieces {

    /** The next piece; empty when there are no more. Asked for again only after it has come. */
    Uni<List<ObservationView>> next();

    /** All of them, one piece after the other. */
    static Uni<List<ObservationView>> all(Pieces pieces) {
        return Uni.createFrom()
                .deferred(pieces::next)
                .repeat()
                .whilst(piece -> !piece.isEmpty())
                .collect()
                .in(ArrayList::new, List::addAll);
    }

    /**
     * The first piece that is not empty, or the last.
     *
     * @param piece reads one, which may be empty although more follow
     */
    static Uni<List<ObservationView>> first(Supplier<Uni<List<ObservationView>>> piece, BooleanSupplier moreFollow) {
        return Uni.createFrom()
                .<List<ObservationView>>deferred(() -> piece.get())
                .repeat()
                .whilst(found -> found.isEmpty() && moreFollow.getAsBoolean())
                .collect()
                .last();
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
