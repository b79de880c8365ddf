package io.lamplighter.observations.aggregates;

import io.lamplighter.observations.queries.Parameters;
import io.lamplighter.observations.queries.QueriesConfig;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Asks for some names of some devices in buckets.
 *
 * @param units only attributes that were told in these
 * @param convertTo units that all attributes are told in
 */
record AggregateQuery(
        Set<UUID> devices,
        Set<String> names,
        Optional<String> units,
        Optional<String> convertTo,
        Buckets buckets,
        Set<Function> functions,
        Fill fill,
        Instant now) {
    private static final int NAMES = 100;
    private static final int TEXT_LIMIT = 100;
    private static final BucketLength HOUR = new BucketLength.Elapsed(Duration.ofHours(1));

    static AggregateQuery of(MultivaluedMap<String, String> given, QueriesConfig config, Instant now) {
        var parameters = new Parameters(given);
        var to = parameters.time("to").orElse(now);
        var from = parameters.time("from").orElse(to.minus(config.span()));
        var devices = parameters.devices(config.devices());
        var names = names(parameters, given.getOrDefault("name", List.of()));
        var units = parameters.text("units");
        var convertTo = parameters.convertTo();
        var length = length(parameters);
        var zone = zone(parameters);
        var functions = functions(parameters);
        var fill = parameters
                .first("fill")
                .flatMap(word -> parameters.required("fill", Fill.of(word), "must be none, null, previous or linear"))
                .orElse(Fill.NONE);
        if (devices.isEmpty()) {
            parameters.refuse("device", "must be there");
        }
        if (!from.isBefore(to)) {
            parameters.refuse("to", "must be after from");
        }
        parameters.check();
        var buckets = buckets(parameters, length, zone, from, to, config.buckets());
        return new AggregateQuery(devices, names, units, convertTo, buckets, functions, fill, now);
    }

    private static Set<String> names(Parameters parameters, List<String> given) {
        if (given.isEmpty()) {
            parameters.refuse("name", "must be there");
        } else if (given.size() > NAMES) {
            parameters.refuse("name", "must be there at most " + NAMES + " times");
        } else if (given.stream().anyMatch(name -> name.length() > TEXT_LIMIT || name.indexOf(0) >= 0)) {
            parameters.refuse("name", "must have 1 to " + TEXT_LIMIT + " characters");
        }
        return new LinkedHashSet<>(given);
    }

    private static BucketLength length(Parameters parameters) {
        return parameters
                .first("bucket")
                .flatMap(text -> parameters.required(
                        "bucket",
                        BucketLength.read(text),
                        "must be an ISO 8601 duration from PT1S to P36600D, of days, hours, minutes and seconds, or of weeks,"
                                + " or of months and years"))
                .orElse(HOUR);
    }

    private static ZoneId zone(Parameters parameters) {
        return parameters
                .first("timeZone")
                .flatMap(text -> parameters.required("timeZone", zone(text), "must be a time zone such as Europe/Rome"))
                .orElse(ZoneOffset.UTC);
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text).normalized());
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private static Set<Function> functions(Parameters parameters) {
        var functions = EnumSet.noneOf(Function.class);
        for (var word :
                parameters.first("functions").orElse("avg,min,max,count").split(",", -1)) {
            parameters
                    .required("functions", Function.of(word), "must be some of " + Function.WORDS)
                    .ifPresent(functions::add);
        }
        return functions;
    }

    private static Buckets buckets(
            Parameters parameters, BucketLength length, ZoneId zone, Instant from, Instant to, int limit) {
        try {
            return Buckets.of(length, zone, from, to, limit);
        } catch (IllegalArgumentException tooMany) {
            parameters.refuse("bucket", "must be longer: at most " + limit + " of them at once");
            parameters.check();
            throw tooMany;
        }
    }

    /** Whether the answer tells each series by itself. */
    boolean asksForSeveral() {
        return devices.size() > 1 || names.size() > 1;
    }

    Needs needs() {
        return new Needs(
                functions.contains(Function.SUM) || functions.contains(Function.AVG),
                functions.stream().anyMatch(Function::looksAtEnds),
                functions.contains(Function.TIME_WEIGHTED_AVG),
                functions.stream().anyMatch(Function::isPercentile),
                fill == Fill.PREVIOUS || functions.stream().anyMatch(Function::looksBack),
                true);
    }
}
