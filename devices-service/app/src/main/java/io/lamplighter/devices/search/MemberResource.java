package io.lamplighter.devices.search;

import io.lamplighter.devices.api.DevicePage;
import io.lamplighter.devices.groups.Groups;
import io.lamplighter.devices.registry.TimeLimit;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

@Path("/api/groups/{id}/devices")
@Produces(MediaType.APPLICATION_JSON)
class MemberResource {
    private final DeviceFinder finder;
    private final Groups groups;
    private final TimeLimit limit;

    MemberResource(DeviceFinder finder, Groups groups, TimeLimit limit) {
        this.finder = finder;
        this.groups = groups;
        this.limit = limit;
    }

    @GET
    @Operation(summary = "The devices that a group has now; takes every filter of a search as well")
    public Uni<DevicePage> members(@PathParam("id") UUID id, @BeanParam DeviceQuery query) {
        return limit.keep(groups.get(id)
                .map(group -> PageRequest.of(query, group.selector()))
                .chain(finder::page));
    }
}
