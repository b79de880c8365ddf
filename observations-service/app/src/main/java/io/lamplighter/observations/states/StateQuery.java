package io.lamplighter.observations.states;

import io.lamplighter.observations.aggregates.BucketLength;
import io.lamplighter.observations.aggregates.Buckets;
import io.lamplighter.observations.queries.Parameters;
import io.lamplighter.observations.queries.QueriesConfig;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * Asks for one status of one device, in buckets or in one piece.
 *
 * @param bounds where the buckets begin and the last one ends, cut to what was asked for; microseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record StateQuery(UUID device, String name, long[] bounds) {

    static StateQuery of(Parameters parameters, QueriesConfig config, Instant now) {
        var to = parameters.time("to").orElse(now);
        var from = parameters.time("from").orElse(to.minus(config.span()));
        var devices = parameters.devices(1);
        var name = parameters.text("name");
        var length = parameters
                .first("bucket")
                .flatMap(text -> parameters.required(
                        "bucket",
                        BucketLength.read(text),
                        "must be an ISO 8601 duration such as PT1H, P1D, P1W or P1M"));
        var zone = parameters
                .first("timeZone")
                .flatMap(
                        text -> parameters.required("timeZone", zone(text), "must be a time zone such as Europe/Rome"));
        if (devices.isEmpty()) {
            parameters.refuse("device", "must be there once");
        }
        if (name.isEmpty()) {
            parameters.refuse("name", "must be there");
        }
        if (!from.isBefore(to)) {
            parameters.refuse("to", "must be after from");
        }
        parameters.check();
        var bounds = length.isEmpty()
                ? new long[] {micros(from), micros(to)}
                : bounds(parameters, length.get(), zone.orElse(ZoneOffset.UTC), from, to, config.buckets());
        return new StateQuery(devices.iterator().next(), name.orElseThrow(), bounds);
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private static long[] bounds(
            Parameters parameters, BucketLength length, ZoneId zone, Instant from, Instant to, int limit) {
        try {
            var buckets = Buckets.of(length, zone, from, to, limit);
            var bounds = new long[buckets.size() + 1];
            for (var i = 0; i < buckets.size(); i++) {
                bounds[i] = buckets.since(i);
            }
            bounds[buckets.size()] = buckets.until(buckets.size() - 1);
            return bounds;
        } catch (IllegalArgumentException tooMany) {
            parameters.refuse("bucket", "must be longer: at most " + limit + " of them at once");
            parameters.check();
            throw tooMany;
        }
    }

    private static long micros(Instant time) {
        return io.lamplighter.observations.queries.Micros.of(time);
    }

    long from() {
        return bounds[0];
    }

    long to() {
        return bounds[bounds.length - 1];
    }
}
