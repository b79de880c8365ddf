package io.lamplighter.gateway.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamplighter.gateway.lanes.Lane;
import io.lamplighter.gateway.lanes.LaneFullException;
import io.lamplighter.observations.api.ObservationPage;
import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.api.ObservationsApi;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The newest observation of each series, as the observations-service has it. */
final class ObservationSnapshots implements SnapshotSource {
    private static final int DEVICES_AT_ONCE = 100;
    private static final int PAGE = 2_000;
    private static final int WAITING = 10_000;

    private final ObservationsApi api;
    private final ChangeReaders readers;
    private final FeedConfig config;
    private final Lane lane;

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

    @Override
    public Uni<List<Change>> items(Set<UUID> devices) {
        return lane.<List<Change>>run(() -> fetched(devices))
                .onFailure(failure -> !(failure instanceof FeedException))
                .transform(ObservationSnapshots::unavailable);
    }

    private static FeedException unavailable(Throwable failure) {
        var reason = failure instanceof LaneFullException
                ? "too many ask for it"
                : "the observations-service does not answer";
        return new FeedException(FeedProblems.unavailable(
                "the current state cannot be told, " + reason + "; subscribe again in a moment"));
    }

    private Uni<List<Change>> fetched(Set<UUID> devices) {
        if (devices.isEmpty()) {
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
        page.items().stream().map(this::change).forEach(collected::add);
        if (collected.size() > config.maxSnapshot()) {
            throw new FeedException(FeedProblems.tooLarge(config.maxSnapshot()));
        }
        return page.next() == null ? Uni.createFrom().item(collected) : pages(devices, page.next(), collected);
    }

    private Change change(ObservationView view) {
        try {
            return readers.change(view);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
