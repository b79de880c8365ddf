package io.lamplighter.observations.aggregates;

import io.lamplighter.observations.rollups.Level;
import java.util.ArrayList;
import java.util.List;

/** The times of which nothing is known yet, in their order. */
record Gaps(List<Gap> all) {
    /** From inclusive, to exclusive, in microseconds since 1970. */
    record Gap(long from, long to) {}

    static Gaps of(long from, long to) {
        return new Gaps(from < to ? List.of(new Gap(from, to)) : List.of());
    }

    /** The parts that whole rollups may cover, as far as hours are closed. */
    Gaps whole(Level level, long closed) {
        var whole = new ArrayList<Gap>();
        for (var each : all) {
            var from = level.floor(each.from + level.micros() - 1);
            var to = level.floor(Math.min(each.to, closed));
            if (from < to) {
                whole.add(new Gap(from, to));
            }
        }
        return new Gaps(whole);
    }

    /** What remains without these times, which do not overlap and are in their order. */
    Gaps without(List<Gap> known) {
        var remaining = new ArrayList<Gap>();
        var next = 0;
        for (var each : all) {
            var from = each.from;
            for (; next < known.size() && known.get(next).to <= each.to; next++) {
                if (from < known.get(next).from) {
                    remaining.add(new Gap(from, known.get(next).from));
                }
                from = known.get(next).to;
            }
            if (from < each.to) {
                remaining.add(new Gap(from, each.to));
            }
        }
        return new Gaps(remaining);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    long length() {
        return all.stream().mapToLong(each -> each.to - each.from).sum();
    }

    long from() {
        return all.getFirst().from;
    }

    long to() {
        return all.getLast().to;
    }
}
