package io.lamplighter.observations.ranges;

/**
 * Keeps of any number of points, that come in the order of time, no more than are needed: all while they are few, and
 * then the first, the last, and of equal parts of the time the least and the greatest.
 */
final class Thinning {
    private final long from;
    private final long span;
    private final int parts;
    private final int few;
    private final long[] leastTimes;
    private final double[] least;
    private final long[] greatestTimes;
    private final double[] greatest;
    private final boolean[] filled;
    private Points all;
    private long firstTime;
    private double first;
    private long lastTime;
    private double last;
    private boolean any;

    /**
     * @param from of the first point, microseconds
     * @param to of the last point
     * @param few so many are all kept
     */
    Thinning(long from, long to, int parts, int few) {
        this.from = from;
        this.span = to - from + 1;
        this.parts = parts;
        this.few = few;
        this.leastTimes = new long[parts];
        this.least = new double[parts];
        this.greatestTimes = new long[parts];
        this.greatest = new double[parts];
        this.filled = new boolean[parts];
        this.all = new Points(Math.min(few, 1024));
    }

    void add(long time, double value) {
        if (!any) {
            any = true;
            firstTime = time;
            first = value;
        }
        lastTime = time;
        last = value;
        if (all != null && all.size() < few) {
            all.add(time, value);
        } else {
            spill();
            sort(time, value);
        }
    }

    private void spill() {
        if (all != null) {
            for (var i = 0; i < all.size(); i++) {
                sort(all.time(i), all.value(i));
            }
            all = null;
        }
    }

    // What came after the last point was looked for falls into the last part.
    private void sort(long time, double value) {
        var part = Math.clamp((long) ((double) (time - from) / span * parts), 0, parts - 1);
        if (!filled[part] || value < least[part]) {
            leastTimes[part] = time;
            least[part] = value;
        }
        if (!filled[part] || value > greatest[part]) {
            greatestTimes[part] = time;
            greatest[part] = value;
        }
        filled[part] = true;
    }

    Points points() {
        if (all != null) {
            return all;
        }
        var kept = new Points(2 * parts + 2);
        kept.add(firstTime, first);
        for (var part = 0; part < parts; part++) {
            if (filled[part]) {
                var leastFirst = leastTimes[part] <= greatestTimes[part];
                add(
                        kept,
                        leastFirst ? leastTimes[part] : greatestTimes[part],
                        leastFirst ? least[part] : greatest[part]);
                add(
                        kept,
                        leastFirst ? greatestTimes[part] : leastTimes[part],
                        leastFirst ? greatest[part] : least[part]);
            }
        }
        add(kept, lastTime, last);
        return kept;
    }

    private static void add(Points kept, long time, double value) {
        if (time > kept.time(kept.size() - 1)) {
            kept.add(time, value);
        }
    }
}
