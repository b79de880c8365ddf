package io.lamplighter.observations.partitions;

import io.lamplighter.observations.partitions.Partitions.Month;
import io.lamplighter.observations.problems.Outage;
import io.lamplighter.observations.problems.Outages;
import io.lamplighter.observations.series.Kind;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Creates the partitions of the next months before anybody needs them. */
@Singleton
class PartitionsAhead {
    private final Partitions partitions;
    private final PartitionsConfig config;
    private final Clock clock;
    private final Outage outage;
    private Cancellable ticks = () -> {};

    PartitionsAhead(Partitions partitions, PartitionsConfig config, Clock clock, Outages outages) {
        this.partitions = partitions;
        this.config = config;
        this.clock = clock;
        this.outage = outages.database();
    }

    void start(@Observes StartupEvent event) {
        ticks = Multi.createFrom()
                .ticks()
                .every(config.every())
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> create())
                .subscribe()
                .with(done -> {});
    }

    void stop(@Observes ShutdownEvent event) {
        ticks.cancel();
    }

    private Uni<Void> create() {
        return Uni.createFrom()
                .deferred(() -> partitions.ensure(next()))
                .onFailure()
                .invoke(outage::begin)
                .onFailure()
                .recoverWithNull();
    }

    private List<Month> next() {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return Arrays.stream(Kind.values())
                .flatMap(kind -> IntStream.rangeClosed(0, config.monthsAhead())
                        .mapToObj(ahead -> Month.of(kind, now.plusMonths(ahead).toInstant())))
                .toList();
    }
}
