package io.lamplighter.devices.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.RegisterDevice;
import io.lamplighter.devices.history.PastTime;
import io.lamplighter.devices.problems.InvalidInputException;
import io.lamplighter.devices.versions.Versions;
import io.smallrye.mutiny.Uni;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/devices")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class DeviceResource {
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final DeviceRegistrar registrar;
    private final DeviceLoader devices;
    private final MergePatch patches;
    private final Versions versions;
    private final TimeLimit limit;

    DeviceResource(
            DeviceRegistrar registrar, DeviceLoader devices, MergePatch patches, Versions versions, TimeLimit limit) {
        this.registrar = registrar;
        this.devices = devices;
        this.patches = patches;
        this.versions = versions;
        this.limit = limit;
    }

    @POST
    @Operation(summary = "Register a device; an Idempotency-Key makes it safe to send again")
    public Uni<RestResponse<DeviceView>> register(
            @HeaderParam("Idempotency-Key") String idempotencyKey, RegisterDevice wanted) {
        return limit.keep(registrar.register(wanted, idempotencyKey))
                .map(device -> Versions.created("/api/devices/" + device.id(), device, device.version()));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One device, as it is or as it was at a time")
    public Uni<RestResponse<DeviceView>> device(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch,
            @QueryParam("at") String at) {
        if (at != null && !at.isEmpty()) {
            return limit.keep(devices.get(id, PastTime.of(at))).map(RestResponse::ok);
        }
        return limit.keep(devices.get(id)).map(device -> Versions.found(device, device.version(), ifNoneMatch));
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Make a device exactly this")
    public Uni<RestResponse<DeviceView>> replace(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, RegisterDevice wanted) {
        return limit.keep(registrar.change(id, versions.precondition(ifMatch), current -> wanted))
                .map(DeviceResource::changed);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MERGE_PATCH, MediaType.APPLICATION_JSON})
    @Operation(summary = "Change some properties of a device; null removes one")
    public Uni<RestResponse<DeviceView>> change(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, JsonNode patch) {
        return limit.keep(registrar.change(
                        id,
                        versions.precondition(ifMatch),
                        current -> patches.apply(patch, current, RegisterDevice.class)))
                .map(DeviceResource::changed);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a device; children=detach lets those go on that have it as their parent")
    public Uni<Void> delete(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @QueryParam("children") String children) {
        return limit.keep(registrar.delete(id, versions.precondition(ifMatch), detaches(children)));
    }

    private static boolean detaches(String children) {
        if (children == null || children.isEmpty()) {
            return false;
        }
        if (!children.equals("detach")) {
            throw new InvalidInputException("children", "must be detach, or absent");
        }
        return true;
    }

    private static RestResponse<DeviceView> changed(DeviceView device) {
        return Versions.found(device, device.version(), null);
    }
}
