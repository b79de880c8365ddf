package io.lamplighter.devices.search;

import io.lamplighter.devices.api.DevicePage;
import io.lamplighter.devices.api.FoundDevices;
import io.lamplighter.devices.api.LookUpDevices;
import io.lamplighter.devices.api.Selector;
import io.lamplighter.devices.groups.Groups;
import io.lamplighter.devices.problems.InvalidInputException;
import io.lamplighter.devices.registry.TimeLimit;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

@Path("/api/devices")
@Produces(MediaType.APPLICATION_JSON)
class SearchResource {
    private static final int MOST_IDS = 1000;

    private final DeviceFinder finder;
    private final IdStream ids;
    private final Groups groups;
    private final TimeLimit limit;

    SearchResource(DeviceFinder finder, IdStream ids, Groups groups, TimeLimit limit) {
        this.finder = finder;
        this.ids = ids;
        this.groups = groups;
        this.limit = limit;
    }

    @GET
    @Operation(summary = "Search devices: those that match every filter, page by page")
    public Uni<DevicePage> devices(@BeanParam DeviceQuery query) {
        return limit.keep(group(query)
                .map(group -> PageRequest.of(query, group.orElse(null)))
                .chain(finder::page));
    }

    @GET
    @Path("/ids")
    @Produces("application/x-ndjson")
    @Operation(summary = "The ids of all devices that match every filter, one JSON text a line")
    public Multi<IdLines> ids(@BeanParam DeviceQuery query) {
        return limit.keep(group(query))
                .map(group -> QueryConditions.of(query, group.orElse(null)).check())
                .onItem()
                .transformToMulti(ids::lines);
    }

    @POST
    @Path("/lookup")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Many devices at once, by their ids")
    public Uni<FoundDevices> lookUp(LookUpDevices wanted) {
        var asked = wanted == null ? null : wanted.ids();
        if (asked == null || asked.isEmpty() || asked.size() > MOST_IDS || asked.contains(null)) {
            throw new InvalidInputException("ids", "must be 1 to 1000 UUIDs");
        }
        return limit.keep(finder.lookUp(asked));
    }

    private Uni<Optional<Selector>> group(DeviceQuery query) {
        return query.group == null || query.group.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : groups.selectorOf(query.group).map(Optional::of);
    }
}
