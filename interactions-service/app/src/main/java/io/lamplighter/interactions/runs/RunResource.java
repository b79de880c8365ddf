package io.lamplighter.interactions.runs;

import io.lamplighter.interactions.api.RunPage;
import io.lamplighter.interactions.api.RunState;
import io.lamplighter.interactions.api.RunView;
import io.lamplighter.interactions.problems.Problems;
import io.lamplighter.interactions.problems.Query;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/api/runs")
@Produces(MediaType.APPLICATION_JSON)
class RunResource {
    private final RunViews runs;

    RunResource(RunViews runs) {
        this.runs = runs;
    }

    @GET
    public Uni<RunPage> runs(
            @RestQuery String interaction,
            @RestQuery String schedule,
            @RestQuery String device,
            @RestQuery String state,
            @RestQuery String limit,
            @RestQuery String after) {
        var filter = new RunFilter(
                Query.uuid("interaction", interaction),
                Query.uuid("schedule", schedule),
                Query.uuid("device", device),
                Query.word("state", state, RunState.class),
                Query.afterId(after));
        int wanted = Query.limit(limit);
        return runs.find(filter, wanted + 1).map(found -> page(found, wanted));
    }

    @GET
    @Path("/{id}")
    public Uni<RunView> run(@RestPath UUID id) {
        return runs.find(id).onItem().ifNull().failWith(() -> Problems.notFound("run"));
    }

    private static RunPage page(List<RunView> found, int wanted) {
        if (found.size() <= wanted) {
            return new RunPage(found, null);
        }
        var items = found.subList(0, wanted);
        return new RunPage(items, Query.cursor(items.getLast().id()));
    }
}
