package io.lamplighter.observations.states;

import io.lamplighter.observations.queries.Parameters;
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

@Path("/api/observations/states")
@Produces(MediaType.APPLICATION_JSON)
class StateResource {
    private final StateReader reader;
    private final QueriesConfig config;
    private final Clock clock;

    StateResource(StateReader reader, QueriesConfig config, Clock clock) {
        this.reader = reader;
        this.config = config;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "How long a status was in each of its states, and how often it changed")
    @Parameter(name = "device", in = ParameterIn.QUERY, required = true)
    @Parameter(name = "name", in = ParameterIn.QUERY, required = true)
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "Inclusive; a day before to when absent")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "Exclusive; now when absent")
    @Parameter(name = "bucket", in = ParameterIn.QUERY, description = "Such as PT1H, P1D, P1M; one for all when absent")
    @Parameter(name = "timeZone", in = ParameterIn.QUERY, description = "Where days and months begin; UTC when absent")
    public Uni<StatePage> states(@Context UriInfo uri) {
        return reader.read(StateQuery.of(new Parameters(uri.getQueryParameters()), config, clock.instant()));
    }
}
