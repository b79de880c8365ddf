package io.lamplighter.devices.groups;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.devices.api.DefineGroup;
import io.lamplighter.devices.api.GroupPage;
import io.lamplighter.devices.api.GroupView;
import io.lamplighter.devices.problems.InvalidInputException;
import io.lamplighter.devices.registry.MergePatch;
import io.lamplighter.devices.registry.TimeLimit;
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

@Path("/api/groups")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class GroupResource {
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final Groups groups;
    private final MergePatch patches;
    private final Versions versions;
    private final TimeLimit time;

    GroupResource(Groups groups, MergePatch patches, Versions versions, TimeLimit time) {
        this.groups = groups;
        this.patches = patches;
        this.versions = versions;
        this.time = time;
    }

    @POST
    @Operation(summary = "Create a group")
    public Uni<RestResponse<GroupView>> define(DefineGroup wanted) {
        return time.keep(groups.define(wanted))
                .map(group -> Versions.created("/api/groups/" + group.id(), group, group.version()));
    }

    @GET
    @Operation(summary = "List the groups by name")
    public Uni<GroupPage> groups(
            @QueryParam("name") String name, @QueryParam("limit") String limit, @QueryParam("after") String after) {
        if (name != null && name.indexOf('\0') >= 0) {
            throw new InvalidInputException("name", "must not contain NUL");
        }
        return time.keep(
                name == null || name.isEmpty()
                        ? groups.page(GroupCursor.name(after), limit(limit))
                        : groups.named(name));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One group")
    public Uni<RestResponse<GroupView>> group(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        return time.keep(groups.get(id)).map(group -> Versions.found(group, group.version(), ifNoneMatch));
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Make a group exactly this")
    public Uni<RestResponse<GroupView>> replace(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, DefineGroup wanted) {
        return time.keep(groups.change(id, versions.precondition(ifMatch), current -> wanted))
                .map(GroupResource::changed);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MERGE_PATCH, MediaType.APPLICATION_JSON})
    @Operation(summary = "Change some properties of a group; null removes one")
    public Uni<RestResponse<GroupView>> change(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, JsonNode patch) {
        return time.keep(groups.change(
                        id,
                        versions.precondition(ifMatch),
                        current -> patches.apply(patch, current, DefineGroup.class)))
                .map(GroupResource::changed);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a group; its devices stay")
    public Uni<Void> delete(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return time.keep(groups.delete(id, versions.precondition(ifMatch)));
    }

    private static int limit(String wanted) {
        if (wanted == null || wanted.isEmpty()) {
            return 100;
        }
        var limit = wanted.matches("\\d{1,4}") ? Integer.parseInt(wanted) : 0;
        if (limit < 1 || limit > 1000) {
            throw new InvalidInputException("limit", "must be a number from 1 to 1000");
        }
        return limit;
    }

    private static RestResponse<GroupView> changed(GroupView group) {
        return Versions.found(group, group.version(), null);
    }
}
