package io.lamplighter.observations.queries;

import io.lamplighter.observations.series.Kind;
import java.util.Set;
import java.util.stream.Collectors;

/** The SQL of an aggregate of one series. */
final class AggregateSql {
    static final String FILLED = """
            select s.id from unnest($1::int[]) as s(id)
            where exists (select from attribute where series_id = s.id and valid_at >= $2 and valid_at < $3)
            or exists (select from status where series_id = s.id and valid_at >= $2 and valid_at < $3)""";

    private AggregateSql() {}

    static String text(Kind kind, Set<Function> functions) {
        var column = switch (kind) {
            case ATTRIBUTE -> "value";
            case STATUS -> "coalesce(to_jsonb(flag), to_jsonb(text))";
        };
        var columns = functions.stream().map(each -> each.sql(column)).collect(Collectors.joining(", "));
        return """
        select date_bin($4::bigint * interval '1 microsecond', valid_at, timestamptz 'epoch') as bucket, %s
        from %s where series_id = $1 and valid_at >= $2 and valid_at < $3 group by 1 order by 1""".formatted(columns, kind.word());
    }
}
