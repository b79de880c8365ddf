package io.lamplighter.observations.graph;

import io.lamplighter.interactions.api.RunState;
import io.lamplighter.interactions.api.RunView;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Which runs have not ended, of many devices at once: one call for each state, whatever their number. */
@Singleton
class RunningRuns {
    private static final int PAGE = 1000;

    private final RunsClient client;
    private final GraphConfig config;
    private final Together<String, List<RunningRun>> runs;

    RunningRuns(@RestClient RunsClient client, GraphConfig config) {
        this.client = client;
        this.config = config;
        this.runs = new Together<>(List.of(), this::find);
    }

    Uni<List<RunningRun>> of(String device) {
        return runs.ask(device);
    }

    private Uni<Map<String, List<RunningRun>>> find(Set<String> devices) {
        return inState(devices, RunState.DISPATCHED)
                .chain(dispatched -> inState(devices, RunState.SCHEDULED).map(scheduled -> {
                    dispatched.addAll(scheduled);
                    return grouped(dispatched, devices);
                }));
    }

    private Uni<List<RunView>> inState(Set<String> devices, RunState state) {
        var only = devices.size() == 1 ? devices.iterator().next() : null;
        return next(only, state, null, config.pagesOfRuns(), new ArrayList<>());
    }

    private Uni<List<RunView>> next(String device, RunState state, String after, int pages, List<RunView> found) {
        return client.runs(device, state.word(), PAGE, after)
                .ifNoItem()
                .after(config.answerWithin())
                .fail()
                .onFailure()
                .transform(failure -> new QuestionException("the interactions-service does not answer"))
                .chain(page -> {
                    found.addAll(page.items());
                    return page.next() == null || pages == 1
                            ? Uni.createFrom().item(found)
                            : next(device, state, page.next(), pages - 1, found);
                });
    }

    private static Map<String, List<RunningRun>> grouped(List<RunView> found, Set<String> devices) {
        var grouped = new HashMap<String, List<RunningRun>>();
        for (var each : found) {
            var device = each.deviceId().toString();
            if (devices.contains(device)) {
                grouped.computeIfAbsent(device, any -> new ArrayList<>()).add(RunningRun.of(each));
            }
        }
        return grouped;
    }
}
