package io.lamplighter.observations.aggregates;

import io.lamplighter.observations.queries.QueriesConfig;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

@Path("/api/observations/aggregate")
@Produces(MediaType.APPLICATION_JSON)
class AggregateResource {
    private final Aggregator aggregator;
    private final QueriesConfig config;
    private final Clock clock;

    AggregateResource(Aggregator aggregator, QueriesConfig config, Clock clock) {
        this.aggregator = aggregator;
        this.config = config;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "Names of devices in buckets of time")
    @Parameter(name = "device", in = ParameterIn.QUERY, required = true, description = "May be repeated")
    @Parameter(name = "name", in = ParameterIn.QUERY, required = true, description = "May be repeated")
    @Parameter(name = "units", in = ParameterIn.QUERY, description = "Only observations in these units")
    @Parameter(name = "convertTo", in = ParameterIn.QUERY, description = "UCUM code that all attributes are told in")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "Inclusive; a day before to when absent")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "Exclusive; now when absent")
    @Parameter(
            name = "bucket",
            in = ParameterIn.QUERY,
            description = "ISO 8601 duration such as PT15M, P1D, P1W, P1M; PT1H when absent")
    @Parameter(
            name = "timeZone",
            in = ParameterIn.QUERY,
            description = "Where days, weeks and months begin, such as Europe/Rome; UTC when absent")
    @Parameter(
            name = "functions",
            in = ParameterIn.QUERY,
            description = "Some of avg,timeWeightedAvg,min,max,sum,count,first,last,delta,p50,p95,p99;"
                    + " avg,min,max,count when absent")
    @Parameter(
            name = "fill",
            in = ParameterIn.QUERY,
            description = "Buckets without observations: none, null, previous or linear; none when absent")
    public Uni<AggregatePage> aggregate(@Context UriInfo uri) {
        return Uni.createFrom()
                .deferred(() ->
                        aggregator.aggregate(AggregateQuery.of(uri.getQueryParameters(), config, clock.instant())));
    }
}
