package io.lamplighter.interactions.interactions;

import io.lamplighter.devices.api.DevicePage;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.DevicesApi;
import io.lamplighter.interactions.api.Selector;
import io.lamplighter.interactions.api.Target;
import io.lamplighter.interactions.loops.Outages;
import io.lamplighter.interactions.loops.UnavailableException;
import io.lamplighter.interactions.problems.Problems;
import io.lamplighter.interactions.runs.NewRun;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Resolves targets by asking the registry. */
@Singleton
final class Targets {
    private static final int IDS_AT_ONCE = 100;
    private static final int QUESTIONS_AT_ONCE = 4;
    private static final int PAGE = 1000;
    private static final int BAD_REQUEST = 400;
    private static final Duration LIMIT = Duration.ofSeconds(4);

    private final DevicesApi devices;
    private final Outages outages;

    Targets(@RestClient DevicesApi devices, Outages outages) {
        this.devices = devices;
        this.outages = outages;
    }

    /**
     * A page of a target.
     *
     * @param next where the next page begins; null after the last one
     */
    record Page(List<NewRun> runs, String next) {}

    /** Fails with {@link UnavailableException} when the registry does not answer. */
    Uni<Page> page(Target target, String cursor) {
        return target.devices() == null ? selected(target.selector(), cursor) : named(target.devices());
    }

    private Uni<Page> selected(Selector selector, String cursor) {
        var labels = selector.labels().entrySet().stream()
                .map(label -> label.getKey() + ":" + label.getValue())
                .toList();
        return ask(null, selector.vendor(), labels, PAGE, cursor).map(Targets::enabled);
    }

    private static Page enabled(DevicePage page) {
        var runs = page.items().stream()
                .filter(DeviceView::enabled)
                .map(device -> NewRun.scheduled(device.id()))
                .toList();
        return new Page(runs, page.next());
    }

    private Uni<Page> named(List<UUID> ids) {
        var distinct = List.copyOf(new java.util.LinkedHashSet<>(ids));
        var questions = new ArrayList<List<UUID>>();
        for (int from = 0; from < distinct.size(); from += IDS_AT_ONCE) {
            questions.add(distinct.subList(from, Math.min(from + IDS_AT_ONCE, distinct.size())));
        }
        return Multi.createFrom()
                .iterable(questions)
                .onItem()
                .transformToUni(some -> ask(some, null, null, IDS_AT_ONCE, null))
                .merge(QUESTIONS_AT_ONCE)
                .collect()
                .in(HashMap<UUID, DeviceView>::new, Targets::gather)
                .map(found ->
                        new Page(distinct.stream().map(id -> run(id, found)).toList(), null));
    }

    private static void gather(Map<UUID, DeviceView> found, DevicePage page) {
        page.items().forEach(device -> found.put(device.id(), device));
    }

    private static NewRun run(UUID id, Map<UUID, DeviceView> found) {
        var device = found.get(id);
        if (device == null) {
            return NewRun.unknown(id);
        }
        return device.enabled() ? NewRun.scheduled(id) : NewRun.disabled(id);
    }

    private Uni<DevicePage> ask(List<UUID> ids, String vendor, List<String> labels, int limit, String after) {
        return Uni.createFrom()
                .deferred(() -> devices.devices(ids, vendor, labels, limit, after))
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .invoke(outages.registry()::end)
                .onFailure()
                .transform(this::judge);
    }

    private Throwable judge(Throwable failure) {
        int status = switch (failure) {
            case WebApplicationException answer -> answer.getResponse().getStatus();
            case HttpProblem problem -> problem.getStatusCode();
            default -> 0;
        };
        if (status == BAD_REQUEST) {
            return Problems.invalid("target.selector", "is refused by the registry");
        }
        outages.registry().begin(failure);
        return new UnavailableException("registry", failure);
    }
}
