package io.lamplighter.interactions.schedules;

import io.lamplighter.interactions.interactions.Interaction;
import io.lamplighter.interactions.interactions.InteractionsEnded;
import io.lamplighter.interactions.interactions.NamedExpander;
import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.loops.Loop;
import io.lamplighter.interactions.storage.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Starts an interaction for each time of each schedule. Replicas share the work by locking the rows that are due; that
 * a time was fired and when the schedule is due next are committed together, and a (schedule, due time) is unique.
 */
@Singleton
class Firing {
    private static final Duration BACKLOG = Duration.ofMillis(20);

    private final Database database;
    private final DueSchedules due;
    private final FiringRules rules;
    private final NamedExpander expander;
    private final SchedulesConfig config;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Loop loop;
    private long gatherUntil = System.nanoTime();

    Firing(
            Database database,
            DueSchedules due,
            FiringRules rules,
            NamedExpander expander,
            SchedulesConfig config,
            MeterRegistry meters,
            Clock clock,
            Vertx vertx) {
        this.database = database;
        this.due = due;
        this.rules = rules;
        this.expander = expander;
        this.config = config;
        this.meters = meters;
        this.clock = clock;
        this.loop = new Loop(vertx, "Firing schedules", this::gatheredPass);
    }

    void start(@Observes StartupEvent started) {
        due.armForStart(Clocks.now(clock)).subscribe().with(armed -> loop.start(), failure -> {
            Log.warnf("what runs at the start is not fired: %s", failure.getMessage());
            loop.start();
        });
    }

    void stop(@Observes ShutdownEvent stopped) {
        loop.stop();
    }

    void ended(@Observes InteractionsEnded event) {
        loop.wake();
    }

    /** Tells that a schedule has changed. */
    void wake() {
        loop.wake();
    }

    /** What falls due close together is fired together: a pass costs the same for one schedule and for hundreds. */
    private Uni<Duration> gatheredPass() {
        var rest = Duration.ofNanos(gatherUntil - System.nanoTime());
        if (rest.toMillis() > 0) {
            return Uni.createFrom().item(rest);
        }
        return pass();
    }

    /** Fires what is due; answers how long nothing will be due. */
    Uni<Duration> pass() {
        if (expander.isFull()) {
            return Uni.createFrom().item(BACKLOG);
        }
        var now = Clocks.now(clock);
        return due.rearm(now)
                .chain(() -> database.transaction(connection -> fire(connection, now)))
                .invoke(fired -> expander.expand(fired.interactions()))
                .chain(this::pause);
    }

    private Uni<Duration> pause(Fired fired) {
        if (fired.taken() >= config.batch()) {
            return Uni.createFrom().item(Duration.ZERO);
        }
        if (fired.taken() > 0) {
            gatherUntil = System.nanoTime() + config.gather().toNanos();
        }
        return due.pause(Clocks.now(clock), config.poll(), config.grace());
    }

    /** @param taken how many schedules were due, also those for which nothing was started */
    private record Fired(int taken, List<Interaction> interactions) {}

    private Uni<Fired> fire(SqlConnection connection, Instant now) {
        return due.take(connection, now, now.minus(config.grace()), config.batch())
                .map(taken -> taken.stream()
                        .map(schedule -> rules.decide(schedule, now))
                        .toList())
                .chain(decisions -> decisions.isEmpty()
                        ? Uni.createFrom().item(new Fired(0, List.of()))
                        : store(connection, decisions, now));
    }

    private Uni<Fired> store(SqlConnection connection, List<Decision> decisions, Instant now) {
        return due.fired(connection, decisions, now, expander.lease()).map(stored -> {
            var fired = decisions.stream()
                    .filter(decision -> decision.fires() && stored.contains(decision.interactionId()))
                    .toList();
            count(decisions, fired, stored, now);
            return new Fired(
                    decisions.size(), fired.stream().map(Decision::interaction).toList());
        });
    }

    private void count(List<Decision> decisions, List<Decision> fired, Set<UUID> stored, Instant now) {
        meters.counter("lamplighter.firings.fired").increment(fired.size());
        var lateness = meters.timer("lamplighter.firings.lateness");
        fired.forEach(decision -> lateness.record(Duration.between(decision.planned(), now)));
        for (var decision : decisions) {
            if (decision.leftOut() && stored.contains(decision.interactionId())) {
                meters.counter("lamplighter.firings.skipped").increment();
            }
            if (decision.missed() > 0) {
                meters.counter("lamplighter.firings.missed").increment(decision.missed());
                Log.warnf(
                        "scheduleId=%s missed %d times, which are left out by its misfire rule",
                        decision.schedule().id(), decision.missed());
            }
        }
    }
}
