package io.lamplighter.observations.queries;

import io.lamplighter.observations.api.ObservationPage;
import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.queries.ObservationRepository.Found;
import io.lamplighter.observations.series.Named;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

@Path("/api/observations")
@Produces(MediaType.APPLICATION_JSON)
class ObservationResource {
    private final ObservationRepository repository;
    private final Aggregator aggregator;
    private final QueriesConfig config;
    private final Clock clock;

    ObservationResource(ObservationRepository repository, Aggregator aggregator, QueriesConfig config, Clock clock) {
        this.repository = repository;
        this.aggregator = aggregator;
        this.config = config;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "Observations of some devices, newest first")
    @Parameter(name = "device", in = ParameterIn.QUERY, required = true, description = "Device id; may be repeated")
    @Parameter(name = "name", in = ParameterIn.QUERY)
    @Parameter(name = "units", in = ParameterIn.QUERY)
    @Parameter(name = "kind", in = ParameterIn.QUERY, description = "attribute or status")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "Inclusive")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "Exclusive")
    @Parameter(name = "order", in = ParameterIn.QUERY, description = "desc or asc")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 1000, 100 when absent")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "The next of the page before")
    public Uni<ObservationPage> range(@Context UriInfo uri) {
        var query = RangeQuery.of(uri.getQueryParameters(), config);
        return repository
                .series(query.series())
                .chain(series -> repository.range(series, query))
                .map(found -> page(found, query.limit()));
    }

    private static ObservationPage page(List<Found> found, int limit) {
        if (found.size() <= limit) {
            return new ObservationPage(views(found), null);
        }
        var last = found.get(limit - 1);
        var next = new Cursor.OfRange(last.view().validAt(), last.series().id());
        return new ObservationPage(views(found.subList(0, limit)), next.toString());
    }

    @GET
    @Path("/latest")
    @Operation(summary = "The newest observation of each name of some devices, or of all")
    @Parameter(name = "device", in = ParameterIn.QUERY, description = "Device id; may be repeated up to 100 times")
    @Parameter(name = "name", in = ParameterIn.QUERY)
    @Parameter(name = "units", in = ParameterIn.QUERY)
    @Parameter(name = "kind", in = ParameterIn.QUERY, description = "attribute or status")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 10000, 100 when absent")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "The next of the page before")
    public Uni<ObservationPage> latest(@Context UriInfo uri) {
        var query = LatestQuery.of(uri.getQueryParameters(), config);
        return repository.latest(query).map(found -> latest(found, query.limit()));
    }

    // The newest comes first of each name.
    private static ObservationPage latest(List<Found> found, int limit) {
        var newest = new LinkedHashMap<Named, Optional<ObservationView>>();
        for (var each : found) {
            var series = each.series();
            newest.putIfAbsent(new Named(series.deviceId(), series.name()), Optional.ofNullable(each.view()));
        }
        var names = List.copyOf(newest.keySet());
        var items =
                newest.values().stream().limit(limit).flatMap(Optional::stream).toList();
        if (names.size() <= limit) {
            return new ObservationPage(items, null);
        }
        var last = names.get(limit - 1);
        return new ObservationPage(items, new Cursor.OfLatest(last.deviceId(), last.name()).toString());
    }

    @GET
    @Path("/aggregate")
    @Operation(summary = "One name of one device in buckets of equal length")
    @Parameter(name = "device", in = ParameterIn.QUERY, required = true)
    @Parameter(name = "name", in = ParameterIn.QUERY, required = true)
    @Parameter(name = "units", in = ParameterIn.QUERY, description = "Only observations in these units")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "Inclusive; a day before to when absent")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "Exclusive; now when absent")
    @Parameter(name = "bucket", in = ParameterIn.QUERY, description = "ISO 8601 duration, PT1H when absent")
    @Parameter(
            name = "functions",
            in = ParameterIn.QUERY,
            description = "Some of avg,min,max,sum,count,first,last; avg,min,max,count when absent")
    public Uni<AggregatePage> aggregate(@Context UriInfo uri) {
        return aggregator.aggregate(AggregateQuery.of(uri.getQueryParameters(), config, clock.instant()));
    }

    private static List<ObservationView> views(List<Found> found) {
        return found.stream().map(Found::view).filter(Objects::nonNull).toList();
    }
}
