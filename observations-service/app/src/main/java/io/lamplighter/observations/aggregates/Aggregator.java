package io.lamplighter.observations.aggregates;

import io.lamplighter.observations.aggregates.AggregatePage.OfSeries;
import io.lamplighter.observations.problems.Databases;
import io.lamplighter.observations.problems.Problems;
import io.lamplighter.observations.problems.Violation;
import io.lamplighter.observations.queries.Gatherer;
import io.lamplighter.observations.queries.QueriesConfig;
import io.lamplighter.observations.series.Kind;
import io.lamplighter.observations.series.Named;
import io.lamplighter.observations.series.Series;
import io.lamplighter.observations.units.Conversion;
import io.lamplighter.observations.units.Converter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds the series that are meant, and aggregates each. */
@Singleton
class Aggregator {
    private static final String SERIES = """
            select id, device_id, name, kind, units
            from unnest($1::uuid[], $2::text[]) as wanted(device_id, name) join series using (device_id, name)
            where not exists (select from known_device k where k.id = device_id and k.deleted_at is not null)
            order by device_id, name, kind, units""";
    private static final String FILLED = """
            select s.id from unnest($1::int[]) as s(id)
            where exists (select from attribute where series_id = s.id and valid_at >= $2 and valid_at < $3)
            or exists (select from rollup_day where series_id = s.id and start >= $2 and start < $3)
            or exists (select from status where series_id = s.id and valid_at >= $2 and valid_at < $3)""";

    private final Pool pool;
    private final Aggregates numbers;
    private final StatusAggregates statuses;
    private final Converter converter;
    private final QueriesConfig config;
    private final Gatherer<Named, List<Series>> together;

    Aggregator(Pool pool, Aggregates numbers, StatusAggregates statuses, Converter converter, QueriesConfig config) {
        this.pool = pool;
        this.numbers = numbers;
        this.statuses = statuses;
        this.converter = converter;
        this.config = config;
        this.together = new Gatherer<>(Gatherer.Limits.of(config), List.of(), this::findEach);
    }

    Uni<AggregatePage> aggregate(AggregateQuery query) {
        return find(query)
                .chain(series -> query.asksForSeveral() ? ofSeveral(series, query) : ofOne(series, query))
                .onFailure(ArithmeticException.class)
                .transform(failure -> tooLarge())
                .onFailure(Databases::refusesData)
                .transform(failure -> tooLarge())
                .ifNoItem()
                .after(config.answerWithin())
                .fail()
                .onFailure(Aggregator::isOfTheDatabase)
                .transform(Databases::problem);
    }

    private static boolean isOfTheDatabase(Throwable failure) {
        return !(failure instanceof io.quarkiverse.resteasy.problem.HttpProblem);
    }

    private Uni<List<Series>> find(AggregateQuery query) {
        var named = query.devices().stream()
                .flatMap(device -> query.names().stream().map(name -> new Named(device, name)))
                .toList();
        var found = named.size() == 1 ? together.ask(named.getFirst()) : find(named);
        return found.map(series -> series.stream()
                .filter(each -> query.units().map(each.units()::equals).orElse(true))
                .toList());
    }

    private Uni<List<Series>> find(Collection<Named> named) {
        return pool.preparedQuery(SERIES)
                .execute(Tuple.of(
                        named.stream().map(Named::deviceId).toArray(UUID[]::new),
                        named.stream().map(Named::name).toArray(String[]::new)))
                .map(rows -> rows.stream().map(Series::of).toList());
    }

    private Uni<Map<Named, List<Series>>> findEach(Set<Named> named) {
        return find(named)
                .map(series -> series.stream()
                        .collect(Collectors.groupingBy(each -> new Named(each.deviceId(), each.name()))));
    }

    private Uni<AggregatePage> ofOne(List<Series> series, AggregateQuery query) {
        return filled(series, query).chain(filled -> {
            if (filled.isEmpty()) {
                return Uni.createFrom().item(AggregatePage.ofOne(null, List.of()));
            }
            var only = only(filled);
            return items(only, query).map(items -> AggregatePage.ofOne(units(only, query), items));
        });
    }

    private Uni<List<Series>> filled(List<Series> series, AggregateQuery query) {
        if (series.size() <= 1) {
            return Uni.createFrom().item(series);
        }
        return pool.preparedQuery(FILLED)
                .execute(Tuple.of(
                        series.stream().map(Series::id).toArray(Integer[]::new),
                        Aggregation.time(query.buckets().from()),
                        Aggregation.time(query.buckets().to())))
                .map(rows -> {
                    var ids = new HashSet<Integer>();
                    rows.forEach(row -> ids.add(row.getInteger("id")));
                    return series.stream()
                            .filter(each -> ids.contains(each.id()))
                            .toList();
                });
    }

    // Numbers of different units have no average: while a name has several series at a time, the caller says which.
    private static Series only(List<Series> filled) {
        var attributes =
                filled.stream().filter(each -> each.kind() == Kind.ATTRIBUTE).toList();
        if (attributes.size() > 1) {
            var units = attributes.stream().map(Series::units).sorted().collect(Collectors.joining(", "));
            throw invalid("units", "must be one of " + units + ", which are all there in this time");
        }
        return attributes.isEmpty() ? filled.getFirst() : attributes.getFirst();
    }

    private Uni<AggregatePage> ofSeveral(List<Series> series, AggregateQuery query) {
        if ((long) series.size() * query.buckets().size() > config.buckets()) {
            throw invalid(
                    "bucket",
                    "must be longer, or the series fewer: at most " + config.buckets()
                            + " buckets of all series at once");
        }
        return Multi.createFrom()
                .iterable(series)
                .onItem()
                .transformToUniAndConcatenate(each -> items(each, query)
                        .map(items -> new OfSeries(each.deviceId(), each.name(), units(each, query), items)))
                .filter(each -> !each.items().isEmpty())
                .collect()
                .asList()
                .map(AggregatePage::ofSeveral);
    }

    private static String units(Series series, AggregateQuery query) {
        return series.kind() == Kind.ATTRIBUTE ? query.convertTo().orElse(series.units()) : null;
    }

    private Conversion conversion(Series series, AggregateQuery query) {
        return query.convertTo()
                .map(units -> converter.conversion(series.units(), units))
                .orElse(Conversion.NONE);
    }

    private Uni<List<Map<String, Object>>> items(Series series, AggregateQuery query) {
        return switch (series.kind()) {
            case ATTRIBUTE -> {
                var conversion = conversion(series, query);
                yield numbers.of(series.id(), query.buckets(), query.needs())
                        .map(aggregate -> Items.of(query, aggregate, conversion));
            }
            case STATUS -> {
                if (query.functions().stream().anyMatch(Function::isNumeric)) {
                    throw invalid("functions", "must be some of count,first,last for a status");
                }
                yield statuses.of(series.id(), query);
            }
        };
    }

    private static RuntimeException tooLarge() {
        return invalid("functions", "must be others: the numbers are too large to be added");
    }

    private static RuntimeException invalid(String field, String message) {
        return Problems.invalid(List.of(new Violation(field, message)));
    }
}
