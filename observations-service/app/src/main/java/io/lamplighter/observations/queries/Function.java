package io.lamplighter.observations.queries;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an aggregate tells of a bucket. */
enum Function {
    AVG("avg(value)", true),
    MIN("min(value)", true),
    MAX("max(value)", true),
    SUM("sum(value)", true),
    COUNT("count(*)", false),
    FIRST("(array_agg(%s order by valid_at))[1]", false),
    LAST("(array_agg(%s order by valid_at desc))[1]", false);

    private final String sql;
    private final boolean numeric;

    Function(String sql, boolean numeric) {
        this.sql = sql;
        this.numeric = numeric;
    }

    static Optional<Function> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether only attributes have it. */
    boolean isNumeric() {
        return numeric;
    }

    String sql(String column) {
        return sql.formatted(column) + " as \"" + word() + "\"";
    }
}
