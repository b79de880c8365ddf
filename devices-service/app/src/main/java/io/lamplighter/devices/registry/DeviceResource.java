package io.lamplighter.devices.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.devices.api.DevicePage;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.RegisterDevice;
import io.lamplighter.devices.problems.DatabaseUnavailableException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/devices")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class DeviceResource {
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final DeviceRegistrar registrar;
    private final DeviceRepository devices;
    private final DeviceFinder finder;
    private final MergePatch patches;
    private final RegistryConfig config;

    DeviceResource(
            DeviceRegistrar registrar,
            DeviceRepository devices,
            DeviceFinder finder,
            MergePatch patches,
            RegistryConfig config) {
        this.registrar = registrar;
        this.devices = devices;
        this.finder = finder;
        this.patches = patches;
        this.config = config;
    }

    @POST
    @Operation(summary = "Register a device")
    public Uni<RestResponse<DeviceView>> register(RegisterDevice wanted) {
        return inTime(registrar.register(wanted)).map(DeviceResource::created);
    }

    @GET
    @Operation(summary = "List the devices that match every filter, by id")
    public Uni<DevicePage> devices(@BeanParam DeviceQuery query) {
        return inTime(finder.page(DeviceSelection.of(query)));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One device")
    public Uni<RestResponse<DeviceView>> device(@PathParam("id") UUID id) {
        return inTime(Panache.withSession(() -> devices.get(id).map(Device::view)))
                .map(DeviceResource::found);
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Make a device exactly this")
    public Uni<RestResponse<DeviceView>> replace(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, RegisterDevice wanted) {
        return inTime(registrar.change(id, new Precondition(ifMatch), current -> wanted))
                .map(DeviceResource::found);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MERGE_PATCH, MediaType.APPLICATION_JSON})
    @Operation(summary = "Change some properties of a device; null removes one")
    public Uni<RestResponse<DeviceView>> change(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, JsonNode patch) {
        return inTime(registrar.change(id, new Precondition(ifMatch), current -> patches.apply(patch, current)))
                .map(DeviceResource::found);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a device")
    public Uni<Void> delete(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        return inTime(registrar.delete(id, new Precondition(ifMatch)));
    }

    // Giving up is for the caller only: the work itself goes on and ends its session in order.
    private <T> Uni<T> inTime(Uni<T> work) {
        return Uni.createFrom()
                .<T>emitter(caller -> work.subscribe().with(caller::complete, caller::fail))
                .ifNoItem()
                .after(config.timeLimit())
                .fail()
                .onFailure(DatabaseUnavailableException::isMeantBy)
                .transform(DatabaseUnavailableException::new);
    }

    private static RestResponse<DeviceView> created(DeviceView device) {
        return RestResponse.ResponseBuilder.<DeviceView>created(URI.create("/api/devices/" + device.id()))
                .entity(device)
                .tag(Long.toString(device.version()))
                .build();
    }

    private static RestResponse<DeviceView> found(DeviceView device) {
        return RestResponse.ResponseBuilder.ok(device)
                .tag(Long.toString(device.version()))
                .build();
    }
}
