package io.lamplighter.observations.graph;

import io.lamplighter.observations.graph.Devices.DeviceOrder;
import io.lamplighter.observations.queries.Parameters;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Source;

/** The questions, and what can be asked of a device. */
@GraphQLApi
public class DeviceGraph {
    private static final int MOST_DEVICES = 1000;

    private final Devices devices;
    private final DeviceFields fields;
    private final RunningRuns runs;

    DeviceGraph(Devices devices, DeviceFields fields, RunningRuns runs) {
        this.devices = devices;
        this.fields = fields;
        this.runs = runs;
    }

    @Query
    @Description("The devices that fit, 1000 at most on a page")
    public @NonNull Uni<Device.DevicePage> devices(
            @Name("ids") List<String> ids,
            @Name("vendor") String vendor,
            @Name("labels") @Description("each key:value; a device must have all of them") List<String> labels,
            @Name("order") @DefaultValue("ID") DeviceOrder order,
            @Name("first") @DefaultValue("100") int first,
            @Name("after") String after) {
        DeviceFields.require(first >= 1 && first <= MOST_DEVICES, "first: must be 1 to 1000");
        DeviceFields.require(ids == null || ids.size() <= 100, "ids: must be at most 100");
        var selection = new Devices.Selection(
                ids == null ? List.of() : ids.stream().map(DeviceFields::uuid).toList(),
                vendor,
                labels == null ? List.of() : labels);
        return devices.page(selection, order, first, after);
    }

    @Query
    @Description("One device; null when there is none")
    public Uni<Device> device(@Name("id") @Id @NonNull String id) {
        var selection = new Devices.Selection(List.of(DeviceFields.uuid(id)), null, List.of());
        return devices.page(selection, DeviceOrder.ID, 1, null)
                .map(page -> page.items().isEmpty() ? null : page.items().getFirst());
    }

    @Description("The newest observation of each name, ordered by name")
    public @NonNull Uni<List<Observed>> latest(
            @Source Device device,
            @Name("names") List<String> names,
            @Name("kind") String kind,
            @Name("convertTo") String convertTo,
            @Name("staleAfter") @DefaultValue("PT1H") String staleAfter) {
        var fresh = Parameters.duration(staleAfter)
                .filter(each -> each.isPositive() && each.toDays() < 36_600)
                .orElseThrow(() -> new QuestionException("staleAfter: must be an ISO 8601 duration such as PT10M"));
        return fields.latest(device, names, kind, convertTo, fresh);
    }

    @Description("Observations of a name in the order of time, 1000 at most")
    public @NonNull Uni<List<Observed>> range(
            @Source Device device,
            @Name("name") @NonNull String name,
            @Name("from") Instant from,
            @Name("to") Instant to,
            @Name("newestFirst") @DefaultValue("true") boolean newestFirst,
            @Name("limit") @DefaultValue("100") int limit,
            @Name("convertTo") String convertTo) {
        return fields.range(device, name, DeviceFields.span(from, to, newestFirst), limit, convertTo);
    }

    @Description("Attributes of a name in buckets of equal length, counted from 1970 in UTC")
    public @NonNull Uni<List<Bucket>> aggregate(
            @Source Device device,
            @Name("name") @NonNull String name,
            @Name("from") @NonNull Instant from,
            @Name("to") @NonNull Instant to,
            @Name("bucket") @DefaultValue("PT1H") String bucket,
            @Name("convertTo") String convertTo) {
        return fields.aggregate(device, name, DeviceFields.span(from, to, false), bucket, convertTo);
    }

    @Description("Runs that have not ended")
    public @NonNull Uni<List<RunningRun>> runningRuns(@Source Device device) {
        return runs.of(device.id());
    }
}
