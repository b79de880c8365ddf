package io.lamplighter.devices.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What the other services ask the registry over REST; the configuration key of the client is {@code devices}. */
@Path("/api/devices")
@Produces(MediaType.APPLICATION_JSON)
@RegisterRestClient(configKey = "devices")
public interface DevicesApi {

    /** The device with this id; answers 404 when there is none. */
    @GET
    @Path("/{id}")
    Uni<DeviceView> device(@PathParam("id") UUID id);

    /**
     * One page of the devices that match every filter given, ordered by id.
     *
     * @param ids only these; unknown ids are simply not in the answer; at most 100
     * @param vendor only devices of this vendor; null for all
     * @param labels each {@code key:value}; a device must have all of them
     * @param limit at most this many, 1 to 1000
     * @param after the {@code next} of the page before; null for the first page
     */
    @GET
    Uni<DevicePage> devices(
            @QueryParam("id") List<UUID> ids,
            @QueryParam("vendor") String vendor,
            @QueryParam("label") List<String> labels,
            @QueryParam("limit") int limit,
            @QueryParam("after") String after);
}
