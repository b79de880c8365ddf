package io.lamplighter.observations.aggregates;

/**
 * What the observations of a time amount to; times are microseconds since 1970.
 *
 * @param area what the values add up to between the first and the last, each times the seconds that it held
 */
public record Summary(
        long count,
        double sum,
        double min,
        double max,
        double first,
        long firstAt,
        double last,
        long lastAt,
        double area) {
    private static final double SECOND = 1_000_000;

    /** Together with what comes after it. */
    Summary and(Summary later) {
        return new Summary(
                count + later.count,
                sum + later.sum,
                Math.min(min, later.min),
                Math.max(max, later.max),
                first,
                firstAt,
                later.last,
                later.lastAt,
                area + last * ((later.firstAt - lastAt) / SECOND) + later.area);
    }

    /**
     * The average over time: each value counts as long as it held.
     *
     * @param before the last one before this time; null when there is none, and then the time begins with the first
     * @param since when the time begins
     * @param until when it ends
     */
    public double timeWeightedAverage(Reading before, long since, long until) {
        var begin = before == null ? firstAt : since;
        var end = Math.max(until, lastAt);
        if (end == begin) {
            return last;
        }
        var whole = area
                + (before == null ? 0 : before.value() * ((firstAt - since) / SECOND))
                + last * ((end - lastAt) / SECOND);
        return whole / ((end - begin) / SECOND);
    }

    Reading end() {
        return new Reading(lastAt, last);
    }
}
