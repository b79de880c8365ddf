package io.lamplighter.observations.aggregates;

import io.lamplighter.observations.units.Conversion;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is answered of each bucket of a series. */
final class Items {
    private final AggregateQuery query;
    private final Aggregate aggregate;
    private final Conversion conversion;
    private final List<EnumMap<Function, Double>> values = new ArrayList<>();

    private Items(AggregateQuery query, Aggregate aggregate, Conversion conversion) {
        this.query = query;
        this.aggregate = aggregate;
        this.conversion = conversion;
    }

    /**
     * In the order of time.
     *
     * @param conversion to the units that they are to be told in
     * @throws ArithmeticException when a value is larger than any number
     */
    static List<Map<String, Object>> of(AggregateQuery query, Aggregate aggregate, Conversion conversion) {
        var items = new Items(query, aggregate, conversion);
        items.compute();
        items.fill();
        return items.list();
    }

    private void compute() {
        var before = aggregate.before();
        for (var bucket = 0; bucket < aggregate.buckets().length; bucket++) {
            var summary = aggregate.buckets()[bucket];
            if (summary == null) {
                values.add(null);
                continue;
            }
            var its = new EnumMap<Function, Double>(Function.class);
            for (var function : query.functions()) {
                its.put(function, finite(told(function, value(function, summary, before, bucket), summary)));
            }
            values.add(its);
            before = summary.end();
        }
    }

    private double told(Function function, double value, Summary summary) {
        return switch (function) {
            case COUNT -> value;
            case DELTA -> conversion.difference(value);
            case SUM -> conversion.difference(value) + conversion.offset() * summary.count();
            default -> conversion.value(value);
        };
    }

    private double value(Function function, Summary summary, Reading before, int bucket) {
        return switch (function) {
            case AVG -> summary.sum() / summary.count();
            case TIME_WEIGHTED_AVG ->
                summary.timeWeightedAverage(
                        before,
                        query.buckets().since(bucket),
                        Math.min(query.buckets().until(bucket), Buckets.micros(query.now())));
            case MIN -> summary.min();
            case MAX -> summary.max();
            case SUM -> summary.sum();
            case COUNT -> summary.count();
            case FIRST -> summary.first();
            case LAST -> summary.last();
            case DELTA -> summary.last() - (before == null ? summary.first() : before.value());
            case P50 -> aggregate.percentiles()[bucket][0];
            case P95 -> aggregate.percentiles()[bucket][1];
            case P99 -> aggregate.percentiles()[bucket][2];
        };
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException("larger than any number");
        }
        return value;
    }

    private void fill() {
        switch (query.fill()) {
            case NONE -> {}
            case NULL -> fillEach((function, bucket) -> null);
            case PREVIOUS -> fillEach(this::previous);
            case LINEAR -> fillLinear();
        }
    }

    private interface Filler {
        Double value(Function function, int bucket);
    }

    private void fillEach(Filler filler) {
        for (var bucket = 0; bucket < values.size(); bucket++) {
            if (values.get(bucket) == null) {
                var its = new EnumMap<Function, Double>(Function.class);
                for (var function : query.functions()) {
                    its.put(function, function == Function.COUNT ? Double.valueOf(0) : filler.value(function, bucket));
                }
                values.set(bucket, its);
            }
        }
    }

    private Double previous(Function function, int bucket) {
        if (function == Function.SUM || function == Function.DELTA) {
            return 0.0;
        }
        if (bucket > 0) {
            return values.get(bucket - 1).get(function);
        }
        return aggregate.before() == null
                ? null
                : conversion.value(aggregate.before().value());
    }

    private void fillLinear() {
        var known = new ArrayList<>(values);
        var after = new int[known.size()];
        for (int bucket = known.size() - 1, next = -1; bucket >= 0; bucket--) {
            next = known.get(bucket) == null ? next : bucket;
            after[bucket] = next;
        }
        var before = new int[known.size()];
        for (int bucket = 0, last = -1; bucket < known.size(); bucket++) {
            last = known.get(bucket) == null ? last : bucket;
            before[bucket] = last;
        }
        fillEach((function, bucket) ->
                before[bucket] < 0 || after[bucket] < 0 || function == Function.SUM || function == Function.DELTA
                        ? null
                        : between(
                                bucket,
                                before[bucket],
                                known.get(before[bucket]).get(function),
                                after[bucket],
                                known.get(after[bucket]).get(function)));
    }

    private Double between(int bucket, int before, Double left, int after, Double right) {
        var start = query.buckets().start(before).toEpochMilli();
        var share = (query.buckets().start(bucket).toEpochMilli() - start)
                / (double) (query.buckets().start(after).toEpochMilli() - start);
        return left + (right - left) * share;
    }

    private List<Map<String, Object>> list() {
        var items = new ArrayList<Map<String, Object>>();
        for (var bucket = 0; bucket < values.size(); bucket++) {
            var its = values.get(bucket);
            if (its != null) {
                var item = LinkedHashMap.<String, Object>newLinkedHashMap(its.size() + 2);
                item.put("from", query.buckets().start(bucket));
                item.put("to", query.buckets().end(bucket));
                its.forEach((function, value) ->
                        item.put(function.word(), function == Function.COUNT ? (Object) value.longValue() : value));
                items.add(item);
            }
        }
        return items;
    }
}
