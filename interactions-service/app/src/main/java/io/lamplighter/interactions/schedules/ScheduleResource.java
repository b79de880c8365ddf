package io.lamplighter.interactions.schedules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.interactions.api.DefineSchedule;
import io.lamplighter.interactions.api.SchedulePage;
import io.lamplighter.interactions.api.ScheduleView;
import io.lamplighter.interactions.callers.Caller;
import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.problems.Bodies;
import io.lamplighter.interactions.problems.Query;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/schedules")
@Produces(MediaType.APPLICATION_JSON)
class ScheduleResource {
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final int DEFAULT_FIRINGS = 10;
    private static final int MOST_FIRINGS = 100;
    private static final Set<String> KINDS = Set.of("cron", "every", "rate", "at", "after");

    private final Schedules schedules;
    private final ScheduleViews views;
    private final ScheduleKeeper keeper;
    private final NextFirings firings;
    private final Bodies bodies;
    private final Caller caller;
    private final Clock clock;

    ScheduleResource(
            Schedules schedules,
            ScheduleViews views,
            ScheduleKeeper keeper,
            NextFirings firings,
            Bodies bodies,
            Caller caller,
            Clock clock) {
        this.schedules = schedules;
        this.views = views;
        this.keeper = keeper;
        this.firings = firings;
        this.bodies = bodies;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    public Uni<SchedulePage> schedules(@RestQuery String set, @RestQuery String limit, @RestQuery String after) {
        int wanted = Query.limit(limit);
        return views.find(Query.text("set", set), Query.afterName(after), wanted + 1)
                .map(found -> page(found, wanted));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<ScheduleView>> define(
            @RequestBody(content = @Content(schema = @Schema(implementation = DefineSchedule.class))) byte[] body) {
        var asked = bodies.read(bodies.object(body), DefineSchedule.class);
        return keeper.define(asked, caller.name()).chain(schedule -> answer(201, schedule.id()));
    }

    @GET
    @Path("/{id}")
    public Uni<RestResponse<ScheduleView>> schedule(@RestPath UUID id) {
        return answer(200, id);
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<ScheduleView>> replace(
            @RestPath UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @RequestBody(content = @Content(schema = @Schema(implementation = DefineSchedule.class))) byte[] body) {
        var asked = bodies.read(bodies.object(body), DefineSchedule.class);
        return keeper.change(id, new ExpectedVersion(ifMatch), stored -> asked, caller.name())
                .chain(schedule -> answer(200, schedule.id()));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MERGE_PATCH, MediaType.APPLICATION_JSON})
    public Uni<RestResponse<ScheduleView>> change(
            @RestPath UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @RequestBody(content = @Content(schema = @Schema(implementation = DefineSchedule.class))) byte[] body) {
        var patch = bodies.object(body);
        return keeper.change(id, new ExpectedVersion(ifMatch), stored -> merged(stored, patch), caller.name())
                .chain(schedule -> answer(200, schedule.id()));
    }

    @DELETE
    @Path("/{id}")
    public Uni<RestResponse<Void>> remove(@RestPath UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return keeper.remove(id, new ExpectedVersion(ifMatch)).replaceWith(RestResponse::noContent);
    }

    @POST
    @Path("/{id}/run")
    public Uni<RestResponse<Map<String, UUID>>> run(@RestPath UUID id) {
        return keeper.run(id, caller.name())
                .map(started -> RestResponse.ResponseBuilder.<Map<String, UUID>>create(202)
                        .header(HttpHeaders.LOCATION, "/api/interactions/" + started)
                        .entity(Map.of("id", started))
                        .build());
    }

    /** When it will fire; of a fixed delay only the next time is known. */
    @GET
    @Path("/{id}/next")
    public Uni<NextFirings.Firings> next(@RestPath UUID id, @RestQuery String count) {
        int wanted = wanted(count);
        return schedules.find(id).map(schedule -> firings.of(schedule, wanted, Clocks.now(clock)));
    }

    /** When a schedule of this timing would fire; of the other fields of a schedule only the name and target matter. */
    @POST
    @Path("/preview")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<NextFirings.Preview> preview(
            @RestQuery String count,
            @RequestBody(content = @Content(schema = @Schema(implementation = DefineSchedule.class))) byte[] body) {
        var asked = bodies.read(bodies.object(body), DefineSchedule.class);
        return Uni.createFrom().item(firings.preview(asked, wanted(count), Clocks.now(clock)));
    }

    private static int wanted(String count) {
        return count == null ? DEFAULT_FIRINGS : Query.number("count", count, MOST_FIRINGS);
    }

    private DefineSchedule merged(Schedule stored, ObjectNode patch) {
        var before = bodies.tree(stored.definition());
        if (KINDS.stream().anyMatch(patch::hasNonNull)) {
            // Another kind of timing takes the place of the one before.
            KINDS.stream().filter(kind -> !patch.has(kind)).forEach(before::remove);
        }
        return bodies.read(merge(before, patch), DefineSchedule.class);
    }

    /** RFC 7396: null removes, objects are merged, everything else replaces. */
    private static ObjectNode merge(ObjectNode target, ObjectNode patch) {
        for (var field : patch.properties()) {
            var key = field.getKey();
            JsonNode value = field.getValue();
            if (value.isNull()) {
                target.remove(key);
            } else if (value instanceof ObjectNode inner) {
                var before = target.get(key) instanceof ObjectNode object ? object : target.objectNode();
                target.set(key, merge(before, inner));
            } else {
                target.set(key, value);
            }
        }
        return target;
    }

    private Uni<RestResponse<ScheduleView>> answer(int status, UUID id) {
        return views.find(id).map(view -> {
            var answer = RestResponse.ResponseBuilder.<ScheduleView>create(status)
                    .header(HttpHeaders.ETAG, "\"" + view.version() + "\"")
                    .entity(view);
            return (status == 201 ? answer.header(HttpHeaders.LOCATION, "/api/schedules/" + id) : answer).build();
        });
    }

    private static SchedulePage page(List<ScheduleView> found, int wanted) {
        var items = found.stream().limit(wanted).toList();
        return new SchedulePage(
                items,
                found.size() <= wanted ? null : Query.cursor(items.getLast().name()));
    }
}
