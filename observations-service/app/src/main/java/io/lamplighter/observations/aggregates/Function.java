package io.lamplighter.observations.aggregates;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an aggregate tells of a bucket. */
enum Function {
    AVG("avg", true),
    TIME_WEIGHTED_AVG("timeWeightedAvg", true),
    MIN("min", true),
    MAX("max", true),
    SUM("sum", true),
    COUNT("count", false),
    FIRST("first", false),
    LAST("last", false),
    DELTA("delta", true),
    P50("p50", true),
    P95("p95", true),
    P99("p99", true);

    static final String WORDS = Arrays.stream(values()).map(Function::word).collect(Collectors.joining(","));

    private final String word;
    private final boolean numeric;

    Function(String word, boolean numeric) {
        this.word = word;
        this.numeric = numeric;
    }

    static Optional<Function> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }

    String word() {
        return word;
    }

    /** Whether only attributes have it. */
    boolean isNumeric() {
        return numeric;
    }

    boolean isPercentile() {
        return this == P50 || this == P95 || this == P99;
    }

    /** Whether it depends on the first or the last observation of the bucket. */
    boolean looksAtEnds() {
        return this == FIRST || this == LAST || looksBack();
    }

    /** Whether it depends on what was there before the bucket. */
    boolean looksBack() {
        return this == TIME_WEIGHTED_AVG || this == DELTA;
    }
}
