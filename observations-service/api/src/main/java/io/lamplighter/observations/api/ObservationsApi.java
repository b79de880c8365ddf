package io.lamplighter.observations.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What the other services ask for over REST; the configuration key of the client is {@code observations}. */
@Path("/api/observations")
@Produces(MediaType.APPLICATION_JSON)
@RegisterRestClient(configKey = "observations")
public interface ObservationsApi {

    /**
     * The newest observation by {@code validAt} of every series of these devices.
     *
     * @param devices at most 100; none for all devices, paged
     * @param limit at most this many, 1 to 10,000
     * @param after the {@code next} of the page before; null for the first page
     */
    @GET
    @Path("/latest")
    Uni<ObservationPage> latest(
            @QueryParam("device") List<UUID> devices,
            @QueryParam("limit") int limit,
            @QueryParam("after") String after);
}
