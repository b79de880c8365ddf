package io.lamplighter.interactions.schedules;

import io.lamplighter.interactions.api.ScheduleSetDiff;
import io.lamplighter.interactions.callers.Caller;
import io.lamplighter.interactions.problems.Problems;
import io.lamplighter.interactions.problems.Query;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestQuery;

/** Sets of schedules as documents. */
@Path("/api/schedules")
class ScheduleSetResource {
    private static final String YAML = "application/yaml";
    private static final int LONGEST_NAME = 100;

    private final Schedules schedules;
    private final ScheduleSets sets;
    private final ScheduleDocuments documents;
    private final Caller caller;

    ScheduleSetResource(Schedules schedules, ScheduleSets sets, ScheduleDocuments documents, Caller caller) {
        this.schedules = schedules;
        this.sets = sets;
        this.documents = documents;
        this.caller = caller;
    }

    /** All schedules, or those of one set, in the form that can be applied again. */
    @GET
    @Path("/export")
    @Produces(YAML)
    public Uni<String> export(@RestQuery String set) {
        var named = Query.text("set", set);
        return schedules.export(named).map(found -> documents.write(named, found));
    }

    /** Makes the set what the document says; what is in the set and not in the document is retired. */
    @POST
    @Path("/apply")
    @Consumes({YAML, "application/x-yaml", "text/yaml"})
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<ScheduleSetDiff> apply(@RestQuery String set, @RestQuery String dryRun, byte[] document) {
        if (set == null || set.isBlank() || set.length() > LONGEST_NAME) {
            throw Problems.invalid("set", "must name the set, in 1 to " + LONGEST_NAME + " characters");
        }
        if (dryRun != null && !dryRun.equals("true") && !dryRun.equals("false")) {
            throw Problems.invalid("dryRun", "must be true or false");
        }
        return sets.apply(
                Query.text("set", set), documents.read(document), Boolean.parseBoolean(dryRun), caller.name());
    }
}
