package io.lamplighter.observations.graph;

import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.latest.LatestLoader;
import io.lamplighter.observations.latest.Newest;
import io.lamplighter.observations.queries.Parameters;
import io.lamplighter.observations.ranges.Ranges;
import io.lamplighter.observations.ranges.Span;
import io.lamplighter.observations.units.Converter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

/** Looks up what is asked of devices: of all devices of a question at once, for each set of arguments. */
@Singleton
class DeviceFields {
    private static final int MOST = 1000;
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    private final LatestLoader latest;
    private final Converter converter;
    private final GraphConfig config;
    private final Clock clock;
    private final Together<UUID, List<ObservationView>> newest;
    private final Together<Asked<RangeOf>, List<ObservationView>> ranges;
    private final Together<Asked<AggregateOf>, List<Bucket>> aggregates;

    DeviceFields(
            LatestLoader latest,
            Ranges ranges,
            Aggregations aggregations,
            Converter converter,
            GraphConfig config,
            Clock clock) {
        this.latest = latest;
        this.converter = converter;
        this.config = config;
        this.clock = clock;
        this.newest = new Together<>(List.of(), this::newest);
        this.ranges = new Together<>(List.of(), asked -> each(asked, (of, devices) -> range(ranges, of, devices)));
        this.aggregates =
                new Together<>(List.of(), asked -> each(asked, (of, devices) -> aggregate(aggregations, of, devices)));
    }

    private record Asked<A>(UUID device, A arguments) {}

    private record RangeOf(String name, Span span, int limit) {}

    private record AggregateOf(String name, Span span, Duration bucket) {}

    Uni<List<Observed>> latest(Device device, List<String> names, String kind, String convertTo, Duration staleAfter) {
        var freshSince = clock.instant().minus(staleAfter);
        return newest.ask(UUID.fromString(device.id()))
                .map(found -> Newest.ofEachName(found).stream()
                        .filter(each -> names == null || names.contains(each.name()))
                        .filter(each -> kind == null || kind.equals(each.kind()))
                        .map(each -> converter.convert(each, Optional.ofNullable(convertTo)))
                        .map(each -> Observed.of(each, each.validAt().isBefore(freshSince)))
                        .toList())
                .onFailure()
                .transform(QuestionException::of);
    }

    Uni<List<Observed>> range(Device device, String name, Span span, int limit, String convertTo) {
        require(limit >= 1 && limit <= MOST, "limit: must be 1 to 1000");
        return ranges.ask(new Asked<>(UUID.fromString(device.id()), new RangeOf(name, span, limit)))
                .map(found -> found.stream()
                        .map(each -> converter.convert(each, Optional.ofNullable(convertTo)))
                        .map(Observed::of)
                        .toList())
                .onFailure()
                .transform(QuestionException::of);
    }

    Uni<List<Bucket>> aggregate(Device device, String name, Span span, String bucket, String convertTo) {
        var length = Parameters.duration(bucket)
                .filter(each -> each.compareTo(Duration.ofSeconds(1)) >= 0 && each.toDays() < 36_600)
                .orElseThrow(() -> new QuestionException("bucket: must be an ISO 8601 duration from PT1S on"));
        var of = new AggregateOf(name, span, length);
        return aggregates
                .ask(new Asked<>(UUID.fromString(device.id()), of))
                .map(found -> convertTo == null ? found : in(convertTo, found))
                .onFailure()
                .transform(QuestionException::of);
    }

    private List<Bucket> in(String units, List<Bucket> buckets) {
        return buckets.stream()
                .map(each -> each.in(units, converter.conversion(each.units(), units)))
                .toList();
    }

    private Uni<Map<UUID, List<ObservationView>>> newest(Set<UUID> devices) {
        return latest.ofAll(devices).map(found -> {
            var byDevice = new HashMap<UUID, List<ObservationView>>();
            found.forEach(each -> byDevice.computeIfAbsent(each.deviceId(), device -> new ArrayList<>())
                    .add(each));
            return byDevice;
        });
    }

    private Uni<Map<UUID, List<ObservationView>>> range(Ranges source, RangeOf of, Set<UUID> devices) {
        require(
                (long) devices.size() * of.limit() <= config.rows(),
                "limit: must be smaller, or the devices fewer: %,d observations at once at most"
                        .formatted(config.rows()));
        return source.ofEach(devices, of.name(), of.span(), of.limit());
    }

    private Uni<Map<UUID, List<Bucket>>> aggregate(Aggregations source, AggregateOf of, Set<UUID> devices) {
        var buckets = Duration.between(of.span().from(), of.span().to()).dividedBy(of.bucket()) + 1;
        require(
                buckets * devices.size() <= config.rows(),
                "bucket: must be longer, or the devices fewer: %,d buckets at once at most".formatted(config.rows()));
        return source.of(devices, of.name(), of.span(), of.bucket());
    }

    // One look-up for each set of arguments, one after the other.
    private static <A, V> Uni<Map<Asked<A>, V>> each(
            Set<Asked<A>> asked, BiFunction<A, Set<UUID>, Uni<Map<UUID, V>>> source) {
        var byArguments = new LinkedHashMap<A, Set<UUID>>();
        asked.forEach(each -> byArguments
                .computeIfAbsent(each.arguments(), any -> new HashSet<>())
                .add(each.device()));
        var all = new HashMap<Asked<A>, V>();
        return Multi.createFrom()
                .iterable(byArguments.entrySet())
                .onItem()
                .transformToUniAndConcatenate(each -> source.apply(each.getKey(), each.getValue())
                        .invoke(found ->
                                found.forEach((device, value) -> all.put(new Asked<>(device, each.getKey()), value))))
                .collect()
                .last()
                .replaceWith(all);
    }

    static Span span(Instant from, Instant to, boolean newestFirst) {
        var span = new Span(from == null ? Instant.EPOCH : from, to == null ? END : to, newestFirst);
        require(span.from().isBefore(span.to()), "to: must be after from");
        require(
                !span.to().isAfter(END) && !span.from().isBefore(Instant.parse("0001-01-01T00:00:00Z")),
                "to: must be before 9999-12-31");
        return span;
    }

    static UUID uuid(String text) {
        return Parameters.uuid(text).orElseThrow(() -> new QuestionException("id: must be a UUID"));
    }

    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new QuestionException(otherwise);
        }
    }
}
