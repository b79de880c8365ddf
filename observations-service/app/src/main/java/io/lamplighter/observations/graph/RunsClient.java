package io.lamplighter.observations.graph;

import io.lamplighter.interactions.api.RunPage;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What is asked of the interactions-service; the configuration key of the client is {@code interactions}. */
@Path("/api/runs")
@Produces(MediaType.APPLICATION_JSON)
@RegisterRestClient(configKey = "interactions")
public interface RunsClient {

    @GET
    Uni<RunPage> runs(
            @QueryParam("device") String device,
            @QueryParam("state") String state,
            @QueryParam("limit") int limit,
            @QueryParam("after") String after);
}
