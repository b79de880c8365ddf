package io.lamplighter.devices.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What the other services ask about groups over REST; the configuration key of the client is {@code devices}. */
@Path("/api/groups")
@Produces(MediaType.APPLICATION_JSON)
@RegisterRestClient(configKey = "devices")
public interface GroupsApi {

    /** The group with this id; answers 404 when there is none. */
    @GET
    @Path("/{id}")
    Uni<GroupView> group(@PathParam("id") UUID id);

    /**
     * One page of groups, ordered by name.
     *
     * @param name only the group of this name; null for all
     * @param limit at most this many, 1 to 1000
     * @param after the {@code next} of the page before; null for the first page
     */
    @GET
    Uni<GroupPage> groups(
            @QueryParam("name") String name, @QueryParam("limit") Integer limit, @QueryParam("after") String after);

    /** One page of the devices that the group has now, ordered by id. */
    @GET
    @Path("/{id}/devices")
    Uni<DevicePage> devices(
            @PathParam("id") UUID id, @QueryParam("limit") Integer limit, @QueryParam("after") String after);
}
