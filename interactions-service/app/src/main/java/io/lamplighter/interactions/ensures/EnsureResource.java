package io.lamplighter.interactions.ensures;

import io.lamplighter.interactions.api.EnsurePage;
import io.lamplighter.interactions.api.EnsureState;
import io.lamplighter.interactions.api.EnsureView;
import io.lamplighter.interactions.api.KeepValue;
import io.lamplighter.interactions.callers.Caller;
import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.problems.Bodies;
import io.lamplighter.interactions.problems.Problems;
import io.lamplighter.interactions.problems.Query;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/ensures")
@Produces(MediaType.APPLICATION_JSON)
class EnsureResource {
    private final Ensures ensures;
    private final KeepRules rules;
    private final Keeper keeper;
    private final DriftListener drifts;
    private final EnsuresConfig config;
    private final Bodies bodies;
    private final Caller caller;
    private final Clock clock;

    EnsureResource(
            Ensures ensures,
            KeepRules rules,
            Keeper keeper,
            DriftListener drifts,
            EnsuresConfig config,
            Bodies bodies,
            Caller caller,
            Clock clock) {
        this.ensures = ensures;
        this.rules = rules;
        this.keeper = keeper;
        this.drifts = drifts;
        this.config = config;
        this.bodies = bodies;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<EnsureView>> keep(
            @RequestBody(content = @Content(schema = @Schema(implementation = KeepValue.class))) byte[] body) {
        var asked = rules.complete(bodies.read(bodies.object(body), KeepValue.class));
        return rules.known(asked.deviceId())
                .chain(() -> ensures.keep(asked, caller.name(), Clocks.now(clock), config.most()))
                .onItem()
                .ifNull()
                .failWith(() -> Problems.tooMany("wanted values", config.most()))
                .invoke(kept -> {
                    drifts.wake();
                    keeper.wake();
                })
                .map(kept -> RestResponse.ResponseBuilder.<EnsureView>create(kept.created() ? 201 : 200)
                        .header(
                                HttpHeaders.LOCATION,
                                "/api/ensures/" + kept.view().id())
                        .entity(kept.view())
                        .build());
    }

    @GET
    public Uni<EnsurePage> ensures(
            @RestQuery String device, @RestQuery String state, @RestQuery String limit, @RestQuery String after) {
        int wanted = Query.limit(limit);
        return ensures.find(
                        Query.uuid("device", device),
                        Query.word("state", state, EnsureState.class),
                        Query.afterId(after),
                        wanted + 1)
                .map(found -> page(found, wanted));
    }

    @GET
    @Path("/{id}")
    public Uni<EnsureView> ensure(@RestPath UUID id) {
        return ensures.find(id).onItem().ifNull().failWith(() -> Problems.notFound("ensure"));
    }

    /** The device is left as it is. */
    @DELETE
    @Path("/{id}")
    public Uni<RestResponse<Void>> withdraw(@RestPath UUID id) {
        return ensures.withdraw(id).map(there -> {
            if (!there) {
                throw Problems.notFound("ensure");
            }
            drifts.wake();
            return RestResponse.noContent();
        });
    }

    private static EnsurePage page(List<EnsureView> found, int wanted) {
        if (found.size() <= wanted) {
            return new EnsurePage(found, null);
        }
        var items = found.subList(0, wanted);
        return new EnsurePage(items, Query.cursor(items.getLast().id()));
    }
}
