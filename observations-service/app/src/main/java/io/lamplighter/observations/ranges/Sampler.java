package io.lamplighter.observations.ranges;

import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.formats.Pieces;
import io.lamplighter.observations.problems.Problems;
import io.lamplighter.observations.problems.Violation;
import io.lamplighter.observations.queries.DatabaseReader;
import io.lamplighter.observations.queries.Micros;
import io.lamplighter.observations.series.Kind;
import io.lamplighter.observations.series.Series;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes series small for a chart, one after the other, reading each in pieces: what lies in memory depends on the points
 * that are wanted, and not on how many there are.
 */
@Singleton
class Sampler {
    static final String ENDS = """
            (select valid_at from attribute where series_id = $1 and valid_at >= $2 and valid_at < $3 order by valid_at limit 1)
            union all
            (select valid_at from attribute where series_id = $1 and valid_at >= $2 and valid_at < $3 order by valid_at desc limit 1)
            """;
    static final String NEXT = """
            select valid_at, value from attribute where series_id = $1 and valid_at >= $2 and valid_at < $3
            order by valid_at limit $4""";
    private static final int ROWS = 10_000;
    // More parts than points, so that there is something to choose from.
    private static final int PARTS_PER_POINT = 4;

    private final DatabaseReader database;
    private final RangeConfig config;

    Sampler(DatabaseReader database, RangeConfig config) {
        this.database = database;
        this.config = config;
    }

    /** The attributes among the series, each with no more points than wanted. */
    Pieces sample(List<Series> series, RangeQuery query) {
        var left = new ArrayDeque<>(
                series.stream().filter(each -> each.kind() == Kind.ATTRIBUTE).toList());
        var rows = new AtomicLong(config.rowsPerSample());
        return () -> next(left, query, rows);
    }

    private Uni<List<ObservationView>> next(ArrayDeque<Series> left, RangeQuery query, AtomicLong rows) {
        if (left.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var series = left.poll();
        return database.list(ENDS, Tuple.of(series.id(), time(query.from()), time(query.to())), row -> micros(row))
                .chain(ends -> ends.isEmpty() ? next(left, query, rows) : sample(series, query, ends, rows));
    }

    private Uni<List<ObservationView>> sample(Series series, RangeQuery query, List<Long> ends, AtomicLong rows) {
        var sample = query.sample().orElseThrow();
        var reading = new Reading(series, thinning(sample, ends), ends.getFirst(), ends.getLast());
        return Multi.createBy()
                .repeating()
                .uni(() -> reading.next(rows))
                .whilst(more -> more)
                .collect()
                .last()
                .map(done -> views(series, query, sample, reading.thinning.points()));
    }

    private static Thinning thinning(Sample sample, List<Long> ends) {
        return switch (sample.method()) {
            case LTTB -> {
                var parts = sample.points() * PARTS_PER_POINT;
                yield new Thinning(ends.getFirst(), ends.getLast(), parts, 2 * parts);
            }
            case MINMAX -> new Thinning(ends.getFirst(), ends.getLast(), (sample.points() - 2) / 2, sample.points());
        };
    }

    private static List<ObservationView> views(Series series, RangeQuery query, Sample sample, Points thinned) {
        var points = sample.method() == Sample.Method.LTTB ? Triangles.largest(thinned, sample.points()) : thinned;
        var views = new ArrayList<ObservationView>(points.size());
        for (var i = 0; i < points.size(); i++) {
            views.add(new ObservationView(
                    series.deviceId(),
                    series.name(),
                    series.kind().word(),
                    points.value(i),
                    series.units(),
                    Micros.instant(points.time(i)),
                    null));
        }
        return query.newestFirst() ? views.reversed() : views;
    }

    private final class Reading {
        private final Series series;
        private final Thinning thinning;
        private final long to;
        private long from;

        Reading(Series series, Thinning thinning, long from, long to) {
            this.series = series;
            this.thinning = thinning;
            this.from = from;
            this.to = to;
        }

        Uni<Boolean> next(AtomicLong rows) {
            var arguments = Tuple.of(series.id(), time(Micros.instant(from)), time(Micros.instant(to + 1)), ROWS);
            return database.list(NEXT, arguments, this::add).map(read -> {
                if (rows.addAndGet(-read.size()) < 0) {
                    throw tooMany();
                }
                return read.size() == ROWS;
            });
        }

        private Boolean add(Row row) {
            var time = micros(row);
            thinning.add(time, row.getDouble(1));
            from = time + 1;
            return true;
        }
    }

    private RuntimeException tooMany() {
        return Problems.invalid(List.of(new Violation(
                "from",
                "must be later, or the series fewer: at most %,d observations are sampled at once"
                        .formatted(config.rowsPerSample()))));
    }

    private static long micros(Row row) {
        return Micros.of(row.getOffsetDateTime(0).toInstant());
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
