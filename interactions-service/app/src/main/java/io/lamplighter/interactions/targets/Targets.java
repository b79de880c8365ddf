package io.lamplighter.interactions.targets;

import io.lamplighter.devices.api.DevicePage;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.interactions.api.Target;
import io.lamplighter.interactions.loops.Gathering;
import io.lamplighter.interactions.loops.UnavailableException;
import io.lamplighter.interactions.quiet.VendorQuiet;
import io.lamplighter.interactions.runs.NewRun;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Resolves targets. */
@Singleton
public final class Targets {
    private static final int IDS_AT_ONCE = 100;
    private static final int QUESTIONS_AT_ONCE = 4;
    private static final int PAGE = 1000;

    private final Registry registry;
    private final FailedDevices failed;
    private final VendorQuiet vendors;
    private final Clock clock;
    private final Gathering<List<UUID>, Map<UUID, DeviceView>> together;

    Targets(Registry registry, FailedDevices failed, VendorQuiet vendors, Clock clock) {
        this.registry = registry;
        this.failed = failed;
        this.vendors = vendors;
        this.clock = clock;
        this.together = new Gathering<>(IDS_AT_ONCE, this::knownToAll);
    }

    /**
     * A page of a target.
     *
     * @param next where the next page begins; null after the last one
     */
    public record Page(List<NewRun> runs, String next) {}

    /**
     * Fails with {@link UnavailableException} when the registry does not answer.
     *
     * @param waits whether runs are held where it is quiet for their vendors
     */
    public Uni<Page> page(Target target, String cursor, boolean waits) {
        if (target.devices() != null) {
            return named(target.devices(), waits);
        }
        if (target.failedOf() != null) {
            return failed.page(target.failedOf(), cursor);
        }
        var page = target.group() == null
                ? registry.selected(target.selector(), PAGE, cursor)
                : registry.members(target.group(), PAGE, cursor);
        return page.map(devices -> scheduled(devices, waits));
    }

    private Page scheduled(DevicePage page, boolean waits) {
        var runs = page.items().stream().map(device -> scheduled(device, waits)).toList();
        return new Page(runs, page.next());
    }

    private NewRun scheduled(DeviceView device, boolean waits) {
        var quiet = waits ? vendors.until(device.vendor(), clock.instant()) : Optional.<Instant>empty();
        return NewRun.scheduled(device.id(), quiet.orElse(null));
    }

    private Uni<Page> named(List<UUID> ids, boolean waits) {
        var distinct = List.copyOf(new LinkedHashSet<>(ids));
        return known(distinct)
                .map(found -> new Page(
                        distinct.stream().map(id -> run(id, found, waits)).toList(), null));
    }

    /**
     * Those of these devices that the registry knows, and perhaps others; each id may be given once. Who asks for a few asks together
     * with others who do.
     */
    public Uni<Map<UUID, DeviceView>> known(List<UUID> distinct) {
        return distinct.size() <= Gathering.FEW ? together.ask(distinct) : lookUp(distinct);
    }

    private Uni<Function<List<UUID>, Map<UUID, DeviceView>>> knownToAll(List<List<UUID>> some) {
        var distinct = some.stream().flatMap(List::stream).distinct().toList();
        return lookUp(distinct).map(found -> asked -> found);
    }

    private Uni<Map<UUID, DeviceView>> lookUp(List<UUID> distinct) {
        var questions = new ArrayList<List<UUID>>();
        for (int from = 0; from < distinct.size(); from += IDS_AT_ONCE) {
            questions.add(distinct.subList(from, Math.min(from + IDS_AT_ONCE, distinct.size())));
        }
        return Multi.createFrom()
                .iterable(questions)
                .onItem()
                .transformToUni(some -> registry.known(some))
                .merge(QUESTIONS_AT_ONCE)
                .collect()
                .in(HashMap<UUID, DeviceView>::new, Targets::gather)
                .map(found -> found);
    }

    private static void gather(Map<UUID, DeviceView> found, DevicePage page) {
        page.items().forEach(device -> found.put(device.id(), device));
    }

    /**
     * The run of a device that was named.
     *
     * @param waits whether it is held where it is quiet for its vendor
     */
    public NewRun run(UUID id, Map<UUID, DeviceView> found, boolean waits) {
        var device = found.get(id);
        if (device == null) {
            return NewRun.unknown(id);
        }
        return device.enabled() ? scheduled(device, waits) : NewRun.disabled(id);
    }
}
