package io.lamplighter.observations.queries;

import java.util.List;

/** The SQL of the latest: a page of names, the series of each, and of each series the first row of its index. */
final class LatestSql {
    private LatestSql() {}

    /** Asks for one name more than the page has; the columns of a series without rows are null. */
    static String text(LatestQuery query, List<Object> arguments) {
        var condition = query.series().condition(arguments);
        var after = query.after()
                .map(cursor -> {
                    arguments.add(cursor.deviceId());
                    arguments.add(cursor.name());
                    return " and (device_id, name) > ($%d, $%d)".formatted(arguments.size() - 1, arguments.size());
                })
                .orElse("");
        arguments.add(query.limit() + 1L);
        return """
        with page as (
            select device_id, name from series where %1$s%2$s
            group by device_id, name order by device_id, name limit $%3$d)
        select id, device_id, name, kind, units, valid_at, value, flag, text, recorded_at
        from page join series s using (device_id, name)
        left join lateral (
            (select valid_at, value, null::boolean as flag, null::text as text, recorded_at
            from attribute where s.kind = 'attribute' and series_id = s.id order by valid_at desc limit 1)
            union all
            (select valid_at, null, flag, text, recorded_at
            from status where s.kind = 'status' and series_id = s.id order by valid_at desc limit 1)) newest on true
        where %1$s
        order by device_id, name, valid_at desc nulls last""".formatted(condition, after, arguments.size());
    }
}
