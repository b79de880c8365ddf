package io.lamplighter.observations.ranges;

import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.formats.Pieces;
import io.lamplighter.observations.series.Series;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A range of any length: one series after the other, each read in short statements, so that none holds up others. */
final class RangePieces implements Pieces {
    private final Deque<Series> left;
    private final RangeReader reader;
    private final RangeQuery whole;
    private RangeQuery next;

    RangePieces(List<Series> series, RangeReader reader, RangeQuery query, int rows) {
        this.left = new ArrayDeque<>(series);
        this.reader = reader;
        this.whole = query.paged(rows);
        this.next = whole;
    }

    @Override
    public Uni<List<ObservationView>> next() {
        if (left.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Pieces.first(() -> reader.range(List.of(left.peek()), next).map(this::piece), () -> !left.isEmpty());
    }

    private List<ObservationView> piece(List<RangeReader.Found> found) {
        var more = found.size() > next.limit();
        var kept = more ? found.subList(0, next.limit()) : found;
        if (more) {
            next = whole.from(kept.getLast().cursor());
        } else {
            left.remove();
            next = whole;
        }
        return kept.stream().map(RangeReader.Found::view).toList();
    }
}
