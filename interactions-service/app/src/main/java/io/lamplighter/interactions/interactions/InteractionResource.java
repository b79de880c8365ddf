package io.lamplighter.interactions.interactions;

import io.lamplighter.interactions.api.InteractionPage;
import io.lamplighter.interactions.api.InteractionState;
import io.lamplighter.interactions.api.InteractionView;
import io.lamplighter.interactions.api.StartInteraction;
import io.lamplighter.interactions.callers.Caller;
import io.lamplighter.interactions.problems.Bodies;
import io.lamplighter.interactions.problems.Problems;
import io.lamplighter.interactions.problems.Query;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/interactions")
@Produces(MediaType.APPLICATION_JSON)
class InteractionResource {
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?([^\",;\\s]*)");
    private static final int LONGEST_WAIT = 60;

    private final InteractionViews interactions;
    private final InteractionStarter starter;
    private final Canceller canceller;
    private final Rerunner rerunner;
    private final Waiters waiters;
    private final Requests requests;
    private final Bodies bodies;
    private final Caller caller;

    InteractionResource(
            InteractionViews interactions,
            InteractionStarter starter,
            Canceller canceller,
            Rerunner rerunner,
            Waiters waiters,
            Requests requests,
            Bodies bodies,
            Caller caller) {
        this.interactions = interactions;
        this.starter = starter;
        this.canceller = canceller;
        this.rerunner = rerunner;
        this.waiters = waiters;
        this.requests = requests;
        this.bodies = bodies;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<InteractionView>> start(
            @RequestBody(content = @Content(schema = @Schema(implementation = StartInteraction.class))) byte[] body,
            @HeaderParam("Prefer") String prefer,
            @HeaderParam("Idempotency-Key") String key) {
        var tree = bodies.object(body);
        var request = bodies.read(tree, StartInteraction.class);
        Bodies.refuse(requests.check(request));
        int wait = wait(prefer);
        var origin = Origin.request(IdempotencyKey.checked(key), IdempotencyKey.hash(tree));
        return starter.start(requests.complete(request), caller.name(), origin)
                .call(started -> waited(started.id(), wait))
                .chain(started -> interactions.find(started.id()).map(view -> answer(view, wait, started.repeated())));
    }

    private Uni<Void> waited(UUID id, int wait) {
        return wait == 0
                ? Uni.createFrom().voidItem()
                : waiters.ended(id, Duration.ofSeconds(wait)).replaceWithVoid();
    }

    @GET
    public Uni<InteractionPage> interactions(
            @RestQuery String task,
            @RestQuery String state,
            @RestQuery String schedule,
            @RestQuery String parent,
            @RestQuery String limit,
            @RestQuery String after) {
        var filter = new InteractionFilter(
                text("task", task),
                Query.word("state", state, InteractionState.class),
                Query.uuid("schedule", schedule),
                Query.uuid("parent", parent),
                Query.afterId(after));
        int wanted = Query.limit(limit);
        return interactions.find(filter, wanted + 1).map(found -> page(found, wanted));
    }

    @GET
    @Path("/{id}")
    public Uni<InteractionView> interaction(@RestPath UUID id) {
        return interactions.find(id).onItem().ifNull().failWith(() -> Problems.notFound("interaction"));
    }

    @POST
    @Path("/{id}/cancel")
    public Uni<InteractionView> cancel(@RestPath UUID id) {
        return interaction(id).call(() -> canceller.cancel(id)).chain(() -> interaction(id));
    }

    /** Cancelling, as some clients say it; what has ended stays in the history. */
    @DELETE
    @Path("/{id}")
    public Uni<InteractionView> withdraw(@RestPath UUID id) {
        return cancel(id);
    }

    /** Does the failed part again: a new interaction for the devices whose runs did not succeed. */
    @POST
    @Path("/{id}/rerun")
    public Uni<RestResponse<InteractionView>> rerun(@RestPath UUID id, @HeaderParam("Prefer") String prefer) {
        int wait = wait(prefer);
        return interaction(id)
                .chain(ended -> rerunner.rerun(ended, caller.name()))
                .call(started -> waited(started, wait))
                .chain(interactions::find)
                .map(view -> answer(view, wait, false));
    }

    private static RestResponse<InteractionView> answer(InteractionView view, int wait, boolean repeated) {
        var location = URI.create("/api/interactions/" + view.id());
        boolean ended = wait > 0 && view.state() != InteractionState.RUNNING;
        var answer = RestResponse.ResponseBuilder.<InteractionView>create(ended ? 200 : 202)
                .header("Location", location.toString())
                .entity(view);
        if (repeated) {
            answer = answer.header("Idempotency-Replayed", "true");
        }
        return (wait > 0 ? answer.header("Preference-Applied", "wait=" + wait) : answer).build();
    }

    private static int wait(String prefer) {
        if (prefer == null) {
            return 0;
        }
        var found = WAIT.matcher(prefer);
        return found.find() ? Query.number("Prefer", found.group(1), LONGEST_WAIT) : 0;
    }

    private static String text(String name, String value) {
        if (value != null && value.indexOf('\0') >= 0) {
            throw Problems.invalid(name, "must not contain the NUL character");
        }
        return value;
    }

    private static InteractionPage page(List<InteractionView> found, int wanted) {
        if (found.size() <= wanted) {
            return new InteractionPage(found, null);
        }
        var items = found.subList(0, wanted);
        return new InteractionPage(items, Query.cursor(items.getLast().id()));
    }
}
