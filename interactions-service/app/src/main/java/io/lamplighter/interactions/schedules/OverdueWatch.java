package io.lamplighter.interactions.schedules;

import static io.lamplighter.interactions.storage.Rows.instant;
import static io.lamplighter.interactions.storage.Rows.time;

import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.loops.Loop;
import io.lamplighter.interactions.storage.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Tells when something is due and nobody fires it. It is no part of readiness: taking a replica out of service fires
 * nothing.
 */
@Wellness
@Singleton
class OverdueWatch implements HealthCheck {
    private static final String OVERDUE = """
            select count(*) as overdue, min(greatest(s.fire_at, s.next_at)) as oldest from schedules s
            where s.enabled and s.next_at is not null and greatest(s.fire_at, s.next_at) < $1
              and not ((s.overlap = 'queue' or (s.overlap = 'skip' and s.misfire = 'all'))
                and (select i.id from interactions i where i.schedule_id = s.id and i.ended_at is null limit 1) is not null)
            """;

    private final Database database;
    private final SchedulesConfig config;
    private final Clock clock;
    private final Loop loop;
    private volatile Overdue found = new Overdue(0, null, Instant.EPOCH);

    OverdueWatch(Database database, SchedulesConfig config, MeterRegistry meters, Clock clock, Vertx vertx) {
        this.database = database;
        this.config = config;
        this.clock = clock;
        this.loop = new Loop(vertx, "Watching for schedules that nobody fires", this::watch);
        var ignored = meters.gauge("lamplighter.schedules.overdue", this, watch -> watch.found.count());
        ignored = meters.gauge("lamplighter.schedules.overdue.seconds", this, OverdueWatch::seconds);
    }

    /** @param oldest when the one that waits for longest should have been fired; null when there is none */
    record Overdue(long count, Instant oldest, Instant lookedAt) {}

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopped) {
        loop.stop();
    }

    Uni<Duration> watch() {
        var now = Clocks.now(clock);
        return database.query(OVERDUE, Tuple.of(time(now.minus(config.overdueAfter()))))
                .invoke(rows -> {
                    var row = rows.iterator().next();
                    tell(new Overdue(row.getLong("overdue"), instant(row, "oldest"), now));
                })
                .replaceWith(config.watch());
    }

    private void tell(Overdue seen) {
        if (seen.count() > 0 && found.count() == 0) {
            Log.warnf("%d schedules are due and nobody fires them, the oldest since %s", seen.count(), seen.oldest());
        } else if (seen.count() == 0 && found.count() > 0) {
            Log.infof("Every schedule that is due is fired again");
        }
        found = seen;
    }

    private double seconds() {
        var oldest = found.oldest();
        return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1000.0;
    }

    @Override
    public HealthCheckResponse call() {
        var seen = found;
        var answer = HealthCheckResponse.named("Schedules are fired")
                .status(seen.count() == 0)
                .withData("overdue", seen.count())
                .withData("lookedAt", seen.lookedAt().toString());
        return (seen.oldest() == null
                        ? answer
                        : answer.withData("oldestDueAt", seen.oldest().toString()))
                .build();
    }
}
