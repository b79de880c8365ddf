package io.lamplighter.gateway.feed;

import io.lamplighter.gateway.lanes.Lane;
import io.lamplighter.gateway.lanes.LaneFullException;
import io.lamplighter.observations.api.ObservationPage;
import io.lamplighter.observations.api.ObservationsApi;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The newest observation of each series, as the observations-service has it. */
final class ObservationSnapshots implements SnapshotSource {
    private static final int DEVICES_AT_ONCE = 100;
    private static final int PAGE = 2_000;
    private static final int WAITING = 10_000;

    private final ObservationsApi api;
    private final ChangeReaders readers;
    private final FeedConfig config;
    private final Lane lane;
    private final Map<Optional<Set<UUID>>, Uni<List<Change>>> underWay = new ConcurrentHashMap<>();

    ObservationSnapshots(ObservationsApi api, ChangeReaders readers, FeedConfig config) {
        this.api = api;
        this.readers = readers;
        this.config = config;
        this.lane = new Lane(config.maxSnapshotsAtOnce(), WAITING);
    }

    @Override
    public boolean lagsBehind() {
        return true;
    }

    /** Those who ask for the same while it is under way share it. */
    @Override
    public Uni<List<Change>> items(Set<UUID> devices) {
        var wanted = Optional.ofNullable(devices);
        return underWay.computeIfAbsent(
                wanted,
                unseen -> lane.<List<Change>>run(() -> fetched(devices))
                        .onFailure(failure -> !(failure instanceof FeedException))
                        .transform(ObservationSnapshots::unavailable)
                        .onTermination()
                        .invoke(() -> underWay.remove(wanted))
                        .memoize()
                        .indefinitely());
    }

    private static FeedException unavailable(Throwable failure) {
        var reason = failure instanceof LaneFullException
                ? "too many ask for it"
                : "the observations-service does not answer";
        return new FeedException(FeedProblems.unavailable(
                "the current state cannot be told, " + reason + "; subscribe again in a moment"));
    }

    private Uni<List<Change>> fetched(Set<UUID> devices) {
        if (devices == null) {
            return pages(List.of(), null, new ArrayList<>());
        }
        return Multi.createFrom()
                .iterable(devices)
                .group()
                .intoLists()
                .of(DEVICES_AT_ONCE)
                .onItem()
                .transformToUniAndConcatenate(some -> pages(some, null, new ArrayList<>()))
                .collect()
                .in(() -> (List<Change>) new ArrayList<Change>(), List::addAll);
    }

    private Uni<List<Change>> pages(List<UUID> devices, String after, List<Change> collected) {
        return api.latest(devices, PAGE, after).chain(page -> collect(devices, page, collected));
    }

    private Uni<List<Change>> collect(List<UUID> devices, ObservationPage page, List<Change> collected) {
        page.items().stream().map(readers::change).forEach(collected::add);
        if (collected.size() > config.maxSnapshot()) {
            throw new FeedException(FeedProblems.tooLarge(config.maxSnapshot()));
        }
        return page.next() == null ? Uni.createFrom().item(collected) : pages(devices, page.next(), collected);
    }
}
