package io.lamplighter.observations.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lamplighter.observations.problems.Databases;
import io.lamplighter.observations.retention.Forgetter.Target;
import io.lamplighter.observations.retention.RetentionRepository.Partition;
import io.lamplighter.observations.series.Kind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Tells what would be forgotten now, and forgets nothing. */
@Path("/api/observations/retention")
@Produces(MediaType.APPLICATION_JSON)
class RetentionResource {
    private static final int COUNTED = 1_000_000;
    // A row with its entry in the index.
    private static final int BYTES = 83;

    private final Forgetter forgetter;
    private final Horizons horizons;
    private final RetentionRepository repository;

    RetentionResource(Forgetter forgetter, Horizons horizons, RetentionRepository repository) {
        this.forgetter = forgetter;
        this.horizons = horizons;
        this.repository = repository;
    }

    /**
     * What would go now.
     *
     * @param partitions whole ones, with about how many rows they hold and the bytes on disk that dropping them frees
     * @param rules each with the rows that are too old by it, those of the partitions among them
     */
    record Plan(List<Partition> partitions, List<OfRule> rules) {}

    /**
     * What a rule makes go.
     *
     * @param rule its number, from 0
     * @param rows each 500 series are counted up to a million
     * @param bytes about, of the rows with their index; free for new rows, not for the disk
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfRule(int rule, String kind, String name, Instant before, Instant rollupsBefore, long rows, long bytes) {}

    @GET
    @Operation(summary = "What would be forgotten now, by partitions and by rules")
    public Uni<Plan> plan() {
        return horizons.now()
                .chain(all -> partitions(all).chain(partitions -> rules(all).map(rules -> new Plan(partitions, rules))))
                .onFailure(failure -> !Databases.refusesData(failure))
                .transform(Databases::problem);
    }

    private Uni<List<Partition>> partitions(List<Horizon> all) {
        return Multi.createFrom()
                .items(Arrays.stream(Kind.values()))
                .onItem()
                .transformToUniAndConcatenate(kind -> forgetter.droppable(all, kind))
                .onItem()
                .<Partition>disjoint()
                .collect()
                .asList();
    }

    private Uni<List<OfRule>> rules(List<Horizon> all) {
        Map<Target, Long> rows = new LinkedHashMap<>();
        return forgetter
                .eachSeries(
                        all,
                        (target, series) -> repository
                                .count(target.kind(), series, target.horizon().before(), COUNTED)
                                .invoke(counted -> rows.merge(target, counted, Long::sum))
                                .replaceWithVoid())
                .map(done -> rows.entrySet().stream()
                        .map(each -> ofRule(each.getKey(), each.getValue()))
                        .toList());
    }

    private static OfRule ofRule(Target target, long rows) {
        var horizon = target.horizon();
        return new OfRule(
                horizon.number(),
                target.kind().word(),
                horizon.rule().name().orElse(null),
                horizon.before(),
                horizon.rollupsBefore(),
                rows,
                rows * BYTES);
    }
}
