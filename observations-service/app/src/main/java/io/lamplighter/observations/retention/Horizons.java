package io.lamplighter.observations.retention;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.DevicesApi;
import io.lamplighter.observations.retention.RetentionConfig.Rule;
import io.lamplighter.observations.series.Kind;
import io.lamplighter.observations.series.Named;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** From when on the observations of each series are kept. Asked for each of them: no proxy stands before it. */
@Singleton
public class Horizons {
    private static final int PAGE = 1000;
    // What is on its way is stored long before what is as old is forgotten.
    private static final Duration MARGIN = Duration.ofDays(1);

    private final RetentionConfig config;
    private final DevicesApi registry;
    private final Clock clock;
    private volatile List<Horizon> last = List.of();

    Horizons(RetentionConfig config, @RestClient DevicesApi registry, Clock clock) {
        this.config = config;
        this.registry = registry;
        this.clock = clock;
    }

    /** Whether an observation is too old to be stored, as far as the devices of the rules are known here. */
    public boolean hasForgotten(Kind kind, Named named, Instant validAt) {
        for (var each : last) {
            if (each.fits(kind, named)) {
                return validAt.isBefore(each.before().plus(MARGIN));
            }
        }
        return false;
    }

    /** Those of all rules, as they are now. Fails while the registry is needed and does not answer. */
    Uni<List<Horizon>> now() {
        return Multi.createFrom()
                .iterable(IntStream.range(0, config.rules().size()).boxed().toList())
                .onItem()
                .transformToUniAndConcatenate(
                        number -> horizon(number, config.rules().get(number)))
                .collect()
                .asList()
                .invoke(horizons -> last = List.copyOf(horizons));
    }

    private Uni<Horizon> horizon(int number, Rule rule) {
        if (rule.vendor().isEmpty() && rule.labels().isEmpty()) {
            return Uni.createFrom().item(() -> Horizon.of(number, rule, Optional.empty(), clock.instant()));
        }
        var found = new HashSet<UUID>();
        return add(found, rule, null)
                .map(done -> Horizon.of(number, rule, Optional.of(Set.copyOf(found)), clock.instant()));
    }

    private Uni<Void> add(Set<UUID> found, Rule rule, String after) {
        return registry.devices(
                        List.of(),
                        rule.vendor().orElse(null),
                        null,
                        null,
                        rule.labels().orElse(List.of()),
                        null,
                        PAGE,
                        after)
                .invoke(page -> page.items().stream().map(DeviceView::id).forEach(found::add))
                .chain(page -> page.next() == null ? Uni.createFrom().voidItem() : add(found, rule, page.next()));
    }
}
