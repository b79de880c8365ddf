package io.lamplighter.observations.queries;

import io.lamplighter.observations.problems.Databases;
import io.lamplighter.observations.problems.Problems;
import io.lamplighter.observations.problems.Violation;
import io.lamplighter.observations.series.Kind;
import io.lamplighter.observations.series.Series;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the one series that is meant, and aggregates it. */
@ApplicationScoped
class Aggregator {
    private final ObservationRepository repository;

    Aggregator(ObservationRepository repository) {
        this.repository = repository;
    }

    Uni<AggregatePage> aggregate(AggregateQuery query) {
        return repository
                .series(query.series())
                .chain(series -> series.size() <= 1
                        ? Uni.createFrom().item(series)
                        : repository.filled(series, query.from(), query.to()))
                .chain(filled -> filled.isEmpty()
                        ? Uni.createFrom().item(new AggregatePage(null, List.of()))
                        : aggregate(only(filled, query), query));
    }

    // Numbers of different units have no average: while a name has several series at a time, the caller says which.
    private static Series only(List<Series> filled, AggregateQuery query) {
        var attributes =
                filled.stream().filter(each -> each.kind() == Kind.ATTRIBUTE).toList();
        if (attributes.size() > 1) {
            var units = attributes.stream().map(Series::units).sorted().collect(Collectors.joining(", "));
            throw invalid("units", "must be one of " + units + ", which are all there in this time");
        }
        if (!attributes.isEmpty()) {
            return attributes.getFirst();
        }
        if (query.functions().stream().anyMatch(Function::isNumeric)) {
            throw invalid("functions", "must be some of count,first,last for a status");
        }
        return filled.getFirst();
    }

    private Uni<AggregatePage> aggregate(Series series, AggregateQuery query) {
        return repository
                .aggregate(series, query)
                .map(rows -> rows.stream().map(row -> item(row, query)).toList())
                .map(items -> new AggregatePage(series.kind() == Kind.ATTRIBUTE ? series.units() : null, items))
                .onFailure(Databases::refusesData)
                .transform(failure -> invalid("functions", "must be others: the numbers are too large to be added"));
    }

    private static Map<String, Object> item(Row row, AggregateQuery query) {
        var from = row.getOffsetDateTime("bucket").toInstant();
        var item = new LinkedHashMap<String, Object>();
        item.put("from", from);
        item.put("to", from.plus(query.bucket()));
        query.functions().forEach(each -> item.put(each.word(), row.getValue(each.word())));
        return item;
    }

    private static RuntimeException invalid(String field, String message) {
        return Problems.invalid(List.of(new Violation(field, message)));
    }
}
