package io.lamplighter.observations.latest;

import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.formats.Pieces;
import io.lamplighter.observations.problems.Problems;
import io.lamplighter.observations.problems.Violation;
import io.lamplighter.observations.registry.DeviceSelector;
import io.lamplighter.observations.registry.RegistryUnreachableException;
import io.lamplighter.observations.registry.TooManyDevicesException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Takes the shortest way to what is asked for. */
@Singleton
class LatestFinder {
    private final LatestLoader loader;
    private final LatestReader reader;
    private final DeviceSelector selector;
    private final LatestConfig config;

    LatestFinder(LatestLoader loader, LatestReader reader, DeviceSelector selector, LatestConfig config) {
        this.loader = loader;
        this.reader = reader;
        this.selector = selector;
        this.config = config;
    }

    /** As many as the limit says, and one more when there are. */
    Uni<List<ObservationView>> first(LatestQuery query) {
        var devices = query.series().devices();
        if (devices.size() == 1) {
            return loader.of(devices.iterator().next()).map(query::pick);
        }
        return pieces(query).chain(pieces -> collect(pieces, query.limit(), new ArrayList<>()));
    }

    private static Uni<List<ObservationView>> collect(Pieces pieces, int limit, List<ObservationView> found) {
        return pieces.next().chain(piece -> {
            found.addAll(piece);
            return piece.isEmpty() || found.size() > limit
                    ? Uni.createFrom().item(found)
                    : collect(pieces, limit, found);
        });
    }

    /** All of them. */
    Uni<Pieces> pieces(LatestQuery query) {
        if (query.selector().isPresent()) {
            return selector.select(query.selector().get())
                    .onFailure()
                    .transform(LatestFinder::problem)
                    .map(devices -> LatestPieces.of(devices, reader, query));
        }
        var devices = query.series().devices();
        var rows = (int) Math.min(query.limit() + 2L, config.rowsPerPiece());
        return Uni.createFrom()
                .item(
                        devices.isEmpty()
                                ? LatestPieces.ofAll(reader, query, rows)
                                : LatestPieces.of(devices, reader, query));
    }

    private static Throwable problem(Throwable failure) {
        return switch (failure) {
            case TooManyDevicesException many ->
                Problems.invalid(List.of(
                        new Violation("label", "must pick fewer devices: at most " + many.most() + " at once")));
            case RegistryUnreachableException unreachable -> Problems.registryUnavailable();
            default -> failure;
        };
    }
}
