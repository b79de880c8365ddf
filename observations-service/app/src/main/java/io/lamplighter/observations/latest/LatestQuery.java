package io.lamplighter.observations.latest;

import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.formats.Format;
import io.lamplighter.observations.queries.Parameters;
import io.lamplighter.observations.queries.SeriesFilter;
import io.lamplighter.observations.registry.DeviceSelector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks for the newest observation of each name of some devices, of those that a selector picks, or of all.
 *
 * @param freshSince what is older is stale
 * @param convertTo units that all attributes are told in
 * @param limit of a page; a stream has none unless it is given
 */
record LatestQuery(
        SeriesFilter series,
        Optional<DeviceSelector.Selector> selector,
        Instant freshSince,
        Optional<String> convertTo,
        Format format,
        int limit,
        LatestCursor after) {
    static final int MOST = 10_000;

    private static final Duration LONGEST = Duration.ofDays(36_600);

    static LatestQuery of(Parameters parameters, Format format, int devices, Duration staleAfter, Instant now) {
        var query = new LatestQuery(
                SeriesFilter.of(parameters, devices),
                selector(parameters),
                now.minus(staleAfter(parameters).orElse(staleAfter)),
                parameters.convertTo(),
                format,
                limit(parameters, format),
                parameters.cursor(LatestCursor::read).orElse(LatestCursor.START));
        if (query.selector.isPresent() && !query.series.devices().isEmpty()) {
            parameters.refuse("device", "must be absent where there is a vendor, a label or a group");
        }
        parameters.check();
        return query;
    }

    private static int limit(Parameters parameters, Format format) {
        return format == Format.JSON || parameters.first("limit").isPresent()
                ? parameters.limit(format == Format.JSON ? MOST : Integer.MAX_VALUE)
                : Integer.MAX_VALUE;
    }

    private static Optional<Duration> staleAfter(Parameters parameters) {
        return parameters
                .first("staleAfter")
                .flatMap(text -> parameters.required(
                        "staleAfter",
                        Parameters.duration(text).filter(each -> each.isPositive() && each.compareTo(LONGEST) <= 0),
                        "must be an ISO 8601 duration such as PT10M"));
    }

    private static Optional<DeviceSelector.Selector> selector(Parameters parameters) {
        var selector = new DeviceSelector.Selector(parameters.text("vendor"), parameters.labels());
        return selector.isEmpty() ? Optional.empty() : Optional.of(selector);
    }

    /** Those that are asked for: one of each name, in the order of device and name. */
    List<ObservationView> pick(List<ObservationView> found) {
        return Newest.ofEachName(found.stream().filter(series::matches).toList()).stream()
                .filter(after::isBefore)
                .toList();
    }

    /** The same of what comes in order from after the cursor: its order is the database's, which need not be Java's. */
    List<ObservationView> pickOrdered(List<ObservationView> found) {
        return Newest.ofNeighbours(found.stream().filter(series::matches).toList());
    }

    ObservationView judge(ObservationView each) {
        return each.stale(each.validAt().isBefore(freshSince));
    }
}
