package io.lamplighter.devices.api;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
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
     * Registers a device; answers 400 when it is not valid, 409 when its vendor ids are taken.
     *
     * @param requestedBy on whose behalf
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<DeviceView> register(@HeaderParam("X-Requested-By") String requestedBy, RegisterDevice device);

    /**
     * One page of the devices that match every filter given, ordered by id.
     *
     * @param ids only these; unknown ids are simply not in the answer; at most 100
     * @param vendor only devices of this vendor; null for all
     * @param type only devices of this type, exactly; null for all
     * @param labels a label expression; null for all
     * @param label each {@code key:value}; a device must have all of them
     * @param enabled only enabled, or only disabled ones; null for all
     * @param limit at most this many, 1 to 1000
     * @param after the {@code next} of the page before; null for the first page
     */
    @GET
    Uni<DevicePage> devices(
            @QueryParam("id") List<UUID> ids,
            @QueryParam("vendor") String vendor,
            @QueryParam("type") String type,
            @QueryParam("labels") String labels,
            @QueryParam("label") List<String> label,
            @QueryParam("enabled") Boolean enabled,
            @QueryParam("limit") int limit,
            @QueryParam("after") String after);

    /**
     * One page of the devices of a group as it is now, ordered by id; answers 400 when there is no such group.
     *
     * @param group its name
     * @param enabled only enabled, or only disabled ones; null for all
     * @param limit at most this many, 1 to 1000
     * @param after the {@code next} of the page before; null for the first page
     */
    @GET
    Uni<DevicePage> members(
            @QueryParam("group") String group,
            @QueryParam("enabled") Boolean enabled,
            @QueryParam("limit") int limit,
            @QueryParam("after") String after);

    /** Many devices at once, 1 to 1000 ids; those that there are not are named in the answer. */
    @POST
    @Path("/lookup")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<FoundDevices> lookup(LookUpDevices wanted);

    /**
     * The ids of all devices that match every filter given, as they are at one moment, ordered by id; null is no filter.
     * The stream fails when it ends early. See {@link Selector} for the filters.
     *
     * @param group the name of a group; answers 400 when there is none
     * @param vendor the key of the driver
     * @param type the type, exactly
     * @param labels a label expression
     * @param label each {@code key:value}; a device must have all of them
     * @param enabled only enabled, or only disabled ones
     */
    @GET
    @Path("/ids")
    @Produces("application/x-ndjson")
    Multi<UUID> ids(
            @QueryParam("group") String group,
            @QueryParam("vendor") String vendor,
            @QueryParam("type") String type,
            @QueryParam("labels") String labels,
            @QueryParam("label") List<String> label,
            @QueryParam("enabled") Boolean enabled);
}
