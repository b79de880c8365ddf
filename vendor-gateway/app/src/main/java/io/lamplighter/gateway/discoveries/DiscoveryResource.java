package io.lamplighter.gateway.discoveries;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.gateway.api.AcceptDiscovery;
import io.lamplighter.gateway.api.DiscoverDevices;
import io.lamplighter.gateway.api.DiscoveryPage;
import io.lamplighter.gateway.api.DiscoveryState;
import io.lamplighter.gateway.api.DiscoveryView;
import io.lamplighter.gateway.callers.Caller;
import io.lamplighter.gateway.problems.Problems;
import io.lamplighter.gateway.vendors.Discovery;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Finds devices, and decides about what was found. */
@Path("/api/vendors/{vendor}")
public class DiscoveryResource {
    private static final int MOST = 1000;

    private final Discovery discovery;
    private final Discoveries discoveries;
    private final Acceptance acceptance;
    private final Caller caller;

    DiscoveryResource(Discovery discovery, Discoveries discoveries, Acceptance acceptance, Caller caller) {
        this.discovery = discovery;
        this.discoveries = discoveries;
        this.acceptance = acceptance;
        this.caller = caller;
    }

    @POST
    @Path("/discover")
    @Operation(summary = "Ask the vendor which devices there are, and put them into the inbox")
    public Uni<DiscoveryPage> discover(@PathParam("vendor") String vendor, @NotNull @Valid DiscoverDevices request) {
        return discovery
                .of(vendor, request)
                .chain(found -> discoveries.keep(vendor, request, found))
                .map(items -> new DiscoveryPage(items, null));
    }

    @GET
    @Path("/discoveries")
    @Operation(summary = "What was found, by name; state is found, accepted or ignored")
    public Uni<DiscoveryPage> list(
            @PathParam("vendor") String vendor,
            @QueryParam("state") String state,
            @QueryParam("account") String account,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("after") String after) {
        if (limit < 1 || limit > MOST) {
            throw Problems.invalid("limit", "must be a number from 1 to " + MOST);
        }
        var wanted = state == null ? null : state(state);
        var cursor = DiscoveryCursor.parse(after);
        discovery.requireKnown(vendor);
        return discoveries
                .of(vendor)
                .map(all -> page(
                        all.stream()
                                .filter(view -> wanted == null || view.state() == wanted)
                                .filter(view ->
                                        account == null || view.account().equals(account))
                                .filter(cursor::isBefore)
                                .toList(),
                        limit));
    }

    private static DiscoveryState state(String text) {
        try {
            return DiscoveryState.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw Problems.invalid("state", "must be found, accepted or ignored");
        }
    }

    private static DiscoveryPage page(List<DiscoveryView> rest, int limit) {
        var items = rest.subList(0, Math.min(limit, rest.size()));
        return new DiscoveryPage(items, rest.size() > limit ? DiscoveryCursor.text(items.getLast()) : null);
    }

    @GET
    @Path("/discoveries/{id}")
    @Operation(summary = "One device that was found")
    public Uni<DiscoveryView> one(@PathParam("vendor") String vendor, @PathParam("id") UUID id) {
        return discoveries.found(vendor, id).map(discoveries::view);
    }

    @DELETE
    @Path("/discoveries/{id}")
    @Operation(summary = "Forget what was found; it is found again by the next discovery")
    public Uni<Void> forget(@PathParam("vendor") String vendor, @PathParam("id") UUID id) {
        return discoveries.found(vendor, id).chain(discoveries::forget);
    }

    @POST
    @Path("/discoveries/{id}/accept")
    @Operation(summary = "Register it: 201 with the device, or 200 when it is registered already")
    public Uni<RestResponse<DeviceView>> accept(
            @PathParam("vendor") String vendor, @PathParam("id") UUID id, @Valid AcceptDiscovery request) {
        var by = caller.name();
        var wanted = request == null ? new AcceptDiscovery(null, null, null, null, null) : request;
        return discoveries.found(vendor, id).chain(found -> {
            var registered = discoveries.registered(found);
            return registered.isPresent()
                    ? discoveries.accepted(found, registered.get()).map(DiscoveryResource::known)
                    : acceptance
                            .register(found, wanted, by)
                            .chain(device -> discoveries.accepted(found, device))
                            .map(DiscoveryResource::created);
        });
    }

    private static RestResponse<DeviceView> known(DeviceView device) {
        return RestResponse.ok(device);
    }

    private static RestResponse<DeviceView> created(DeviceView device) {
        return RestResponse.ResponseBuilder.<DeviceView>created(URI.create("/api/devices/" + device.id()))
                .entity(device)
                .build();
    }

    @POST
    @Path("/discoveries/{id}/ignore")
    @Operation(summary = "Nobody wants it: it stays ignored however often it is found")
    public Uni<DiscoveryView> ignore(@PathParam("vendor") String vendor, @PathParam("id") UUID id) {
        var by = caller.name();
        return discoveries.found(vendor, id).chain(found -> discoveries.ignore(found, by));
    }

    @DELETE
    @Path("/discoveries/{id}/ignore")
    @Operation(summary = "Somebody wants it after all")
    public Uni<DiscoveryView> ignoreNoMore(@PathParam("vendor") String vendor, @PathParam("id") UUID id) {
        return discoveries.found(vendor, id).chain(discoveries::ignoreNoMore);
    }
}
