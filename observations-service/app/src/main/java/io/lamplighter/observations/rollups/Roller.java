package io.lamplighter.observations.rollups;

import io.lamplighter.observations.problems.Outage;
import io.lamplighter.observations.problems.Outages;
import io.lamplighter.observations.rollups.RollupWriter.Pending;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Closes the hours that are over, and rolls up in the background what was closed or has changed since. */
@Singleton
public class Roller {
    private static final String ALONE = "select pg_try_advisory_xact_lock(hashtext('lamplighter roller'), 0) as alone";
    private static final Duration AHEAD = Duration.ofDays(1);
    private static final String PATIENTLY = "set local statement_timeout = '120s'";

    private final Pool pool;
    private final RollupWriter writer;
    private final RollupsConfig config;
    private final Clock clock;
    private final Outage outage;
    private volatile Instant closed = Instant.EPOCH;
    private Cancellable ticks = () -> {};

    Roller(Pool pool, RollupWriter writer, RollupsConfig config, Clock clock, Outages outages) {
        this.pool = pool;
        this.writer = writer;
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
                .transformToUniAndConcatenate(tick -> quietly())
                .subscribe()
                .with(done -> {});
    }

    void stop(@Observes ShutdownEvent event) {
        ticks.cancel();
    }

    /** No rollup lies at or after this time, as far as is known here; there may be none before it either. */
    public Instant closed() {
        return closed;
    }

    private Uni<Void> quietly() {
        var now = clock.instant();
        return roll(now, now.minus(config.settle()))
                .invoke(outage::end)
                .onFailure()
                .invoke(outage::begin)
                .onFailure()
                .recoverWithNull();
    }

    /** Rolls up all that is to be rolled up at that time, unless another replica is at it. */
    public Uni<Void> roll(Instant now) {
        return roll(now, now.plus(AHEAD));
    }

    /** The same, but days of series for which something came since then are left for later. */
    Uni<Void> roll(Instant now, Instant settledBefore) {
        var hour = Level.HOUR.floor(now.minus(config.closeAfter()));
        return step(connection -> writer.close(connection, hour).replaceWith(true), false)
                .chain(() -> rollUpPending(settledBefore))
                .chain(this::rollUpClosed)
                .chain(() -> pool.withConnection(Watermark::read))
                .invoke(read -> closed = read)
                .replaceWithVoid();
    }

    private Uni<Void> rollUpPending(Instant settledBefore) {
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new AtomicReference<>(Pending.FIRST),
                        last -> step(
                                        connection -> writer.rollUpPending(connection, settledBefore, last.get()),
                                        Optional.<Pending>empty())
                                .invoke(reached -> reached.ifPresent(last::set)))
                .whilst(Optional::isPresent)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> rollUpClosed() {
        return Multi.createBy()
                .repeating()
                .uni(() -> step(writer::rollUpClosed, false))
                .whilst(more -> more)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private <T> Uni<T> step(Function<SqlConnection, Uni<T>> work, T otherwise) {
        return pool.withTransaction(connection -> connection
                .query(PATIENTLY)
                .execute()
                .chain(() -> connection.query(ALONE).execute())
                .chain(rows -> rows.iterator().next().getBoolean("alone")
                        ? work.apply(connection)
                        : Uni.createFrom().item(otherwise)));
    }
}
