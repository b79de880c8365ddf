package io.lamplighter.observations.queries;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Asks for one name of one device in buckets of equal length, counted from 1970 in UTC.
 *
 * @param from inclusive
 * @param to exclusive
 */
record AggregateQuery(SeriesFilter series, Instant from, Instant to, Duration bucket, Set<Function> functions) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(36600);
    private static final Duration HOUR = Duration.ofHours(1);

    static AggregateQuery of(MultivaluedMap<String, String> given, QueriesConfig config, Instant now) {
        var parameters = new Parameters(given);
        var to = parameters.time("to").orElse(now);
        var from = parameters.time("from").orElse(to.minus(config.span()));
        var query = new AggregateQuery(
                SeriesFilter.of(parameters, config), from, to, bucket(parameters), functions(parameters));
        if (query.series.devices().size() != 1) {
            parameters.refuse("device", "must be there once");
        }
        if (query.series.name().isEmpty()) {
            parameters.refuse("name", "must be there");
        }
        if (!from.isBefore(to)) {
            parameters.refuse("to", "must be after from");
        } else if (Duration.between(from, to).dividedBy(query.bucket) >= config.buckets()) {
            parameters.refuse("bucket", "must be longer: at most " + config.buckets() + " of them at once");
        }
        parameters.check();
        return query;
    }

    private static Duration bucket(Parameters parameters) {
        return parameters
                .first("bucket")
                .flatMap(text -> parameters.required(
                        "bucket",
                        duration(text),
                        "must be an ISO 8601 duration of days, hours, minutes and seconds from PT1S to P36600D"))
                .orElse(HOUR);
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(Duration.parse(text))
                    .filter(each -> each.compareTo(SHORTEST) >= 0 && each.compareTo(LONGEST) <= 0)
                    .filter(each -> each.truncatedTo(ChronoUnit.MICROS).equals(each));
        } catch (DateTimeException noDuration) {
            return Optional.empty();
        }
    }

    private static Set<Function> functions(Parameters parameters) {
        var functions = EnumSet.noneOf(Function.class);
        for (var word :
                parameters.first("functions").orElse("avg,min,max,count").split(",", -1)) {
            parameters
                    .required("functions", Function.of(word), "must be some of avg,min,max,sum,count,first,last")
                    .ifPresent(functions::add);
        }
        return functions;
    }

    long bucketMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(bucket));
    }
}
