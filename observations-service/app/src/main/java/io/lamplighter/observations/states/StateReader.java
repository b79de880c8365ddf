package io.lamplighter.observations.states;

import io.lamplighter.observations.problems.Problems;
import io.lamplighter.observations.problems.Violation;
import io.lamplighter.observations.queries.DatabaseReader;
import io.lamplighter.observations.queries.Micros;
import io.lamplighter.observations.ranges.Ranges;
import io.lamplighter.observations.series.Kind;
import io.lamplighter.observations.series.Series;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads a status from the state that held before on, in pieces. */
@Singleton
class StateReader {
    private static final String BEFORE = """
            select valid_at, flag, text from status where series_id = $1 and valid_at < $2
            order by valid_at desc limit 1""";
    private static final String NEXT = """
            select valid_at, flag, text from status where series_id = $1 and valid_at >= $2 and valid_at < $3
            order by valid_at limit $4""";
    private static final int ROWS = 10_000;
    private static final int VARIETY = 100;

    private final Ranges ranges;
    private final DatabaseReader database;
    private final Clock clock;

    StateReader(Ranges ranges, DatabaseReader database, Clock clock) {
        this.ranges = ranges;
        this.database = database;
        this.clock = clock;
    }

    Uni<StatePage> read(StateQuery query) {
        return ranges.series(Set.of(query.device()), query.name())
                .chain(series -> series.stream()
                        .filter(each -> each.kind() == Kind.STATUS)
                        .findFirst()
                        .map(status -> read(status, query))
                        .orElseGet(() -> Uni.createFrom().item(new StatePage(List.of()))));
    }

    private Uni<StatePage> read(Series series, StateQuery query) {
        var times = new StateTimes(query.bounds());
        var reading = new Reading(series, query, times);
        return database.list(BEFORE, Tuple.of(series.id(), time(query.from())), StateReader::state)
                .invoke(before -> before.forEach(times::carryIn))
                .chain(() -> Multi.createBy()
                        .repeating()
                        .uni(reading::next)
                        .whilst(more -> more)
                        .collect()
                        .last())
                .map(done -> {
                    times.end(Math.min(query.to(), Micros.of(clock.instant())));
                    return page(query, times);
                });
    }

    private final class Reading {
        private final Series series;
        private final StateQuery query;
        private final StateTimes times;
        private long from;

        Reading(Series series, StateQuery query, StateTimes times) {
            this.series = series;
            this.query = query;
            this.times = times;
            this.from = query.from();
        }

        Uni<Boolean> next() {
            return database.list(NEXT, Tuple.of(series.id(), time(from), time(query.to()), ROWS), this::observe)
                    .map(read -> {
                        refuseVariety(times);
                        return read.size() == ROWS;
                    });
        }

        private Boolean observe(Row row) {
            var at = Micros.of(row.getOffsetDateTime(0).toInstant());
            times.observe(at, state(row));
            from = at + 1;
            return true;
        }
    }

    private static void refuseVariety(StateTimes times) {
        if (times.variety() > VARIETY) {
            throw Problems.invalid(List.of(new Violation(
                    "name", "must be of a status with at most " + VARIETY + " states in a bucket, which this is not")));
        }
    }

    private static StatePage page(StateQuery query, StateTimes times) {
        var bounds = query.bounds();
        return new StatePage(IntStream.range(0, bounds.length - 1)
                .mapToObj(i -> new StatePage.Item(
                        Micros.instant(bounds[i]),
                        Micros.instant(bounds[i + 1]),
                        times.states(i),
                        times.transitions(i)))
                .toList());
    }

    private static String state(Row row) {
        var flag = row.getBoolean(1);
        return flag == null ? row.getString(2) : flag.toString();
    }

    private static OffsetDateTime time(long micros) {
        return Micros.instant(micros).atOffset(ZoneOffset.UTC);
    }
}
