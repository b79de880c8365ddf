package io.lamplighter.interactions.schedules;

import io.lamplighter.interactions.api.Overlap;
import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.interactions.Expander;
import io.lamplighter.interactions.interactions.Interaction;
import io.lamplighter.interactions.interactions.Interactions;
import io.lamplighter.interactions.interactions.InteractionsEnded;
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

/**
 * Starts an interaction for each time of each schedule. Replicas share the work by locking the rows that are due; that
 * a time was fired and when the schedule is due next are committed together, and a (schedule, due time) is unique.
 */
@Singleton
class Firing {
    private static final RunError OVERLAP_SKIPPED =
            new RunError("overlap_skipped", "The interaction before was still running.");

    private final Database database;
    private final Schedules schedules;
    private final Interactions interactions;
    private final Expander expander;
    private final SchedulesConfig config;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Loop loop;

    Firing(
            Database database,
            Schedules schedules,
            Interactions interactions,
            Expander expander,
            SchedulesConfig config,
            MeterRegistry meters,
            Clock clock,
            Vertx vertx) {
        this.database = database;
        this.schedules = schedules;
        this.interactions = interactions;
        this.expander = expander;
        this.config = config;
        this.meters = meters;
        this.clock = clock;
        this.loop = new Loop(vertx, "Firing schedules", this::pass);
    }

    /**
     * What was decided about a schedule that is due.
     *
     * @param leftOut whether the time is left out because the interaction before still runs
     * @param error why something was left out; null otherwise
     */
    record Decision(Schedule schedule, Instant due, boolean leftOut, Instant next, int missed, String error) {
        boolean fires() {
            return due != null && !leftOut;
        }

        Interaction interaction(Instant now) {
            var definition = schedule.definition();
            return Interaction.starting(
                            definition.task(),
                            definition.target(),
                            definition.arguments(),
                            definition.timeout(),
                            "schedule:" + definition.name(),
                            now)
                    .of(schedule.id(), due);
        }
    }

    void start(@Observes StartupEvent started) {
        loop.start();
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

    /** Fires what is due; answers how long nothing will be due. */
    Uni<Duration> pass() {
        var now = Clocks.now(clock);
        return schedules
                .rearm(now)
                .chain(() -> database.transaction(connection -> fire(connection, now)))
                .invoke(expander::expand)
                .chain(fired -> fired.isEmpty() ? pause() : Uni.createFrom().item(Duration.ZERO));
    }

    private Uni<Duration> pause() {
        return schedules.nextAfter(Clocks.now(clock)).map(next -> {
            var until = next == null ? config.poll() : Duration.between(clock.instant(), next);
            // A timer counts whole milliseconds: one more, so that it never ends before the time.
            return until.compareTo(config.poll()) < 0 ? until.plusMillis(1) : config.poll();
        });
    }

    private Uni<List<Interaction>> fire(SqlConnection connection, Instant now) {
        return schedules
                .takeDue(connection, now, now.minus(config.grace()), config.batch())
                .map(due -> due.stream().map(schedule -> decide(schedule, now)).toList())
                .chain(decisions ->
                        decisions.isEmpty() ? Uni.createFrom().item(List.of()) : store(connection, decisions, now));
    }

    private Uni<List<Interaction>> store(SqlConnection connection, List<Decision> decisions, Instant now) {
        var fired = decisions.stream()
                .filter(Decision::fires)
                .map(decision -> decision.interaction(now))
                .toList();
        var leftOut = decisions.stream()
                .filter(Decision::leftOut)
                .map(decision -> decision.interaction(now))
                .toList();
        return schedules
                .fired(connection, decisions)
                .chain(() -> interactions.insertLeftOut(connection, leftOut, OVERLAP_SKIPPED))
                .chain(() -> interactions.insert(connection, fired, expander.lease()))
                .invoke(stored -> count(decisions, stored, now));
    }

    private Decision decide(Schedule schedule, Instant now) {
        try {
            return decided(schedule, now);
        } catch (InvalidTimingException | RuntimeException wrong) {
            Log.errorf("scheduleId=%s cannot be read any more and is not fired: %s", schedule.id(), wrong.getMessage());
            return new Decision(schedule, null, false, null, 0, "not fired: " + wrong.getMessage());
        }
    }

    private Decision decided(Schedule schedule, Instant now) throws InvalidTimingException {
        var due = schedule.nextAt();
        var definition = schedule.definition();
        boolean waited = definition.overlap() == Overlap.QUEUE
                && schedule.lastEndedAt() != null
                && schedule.lastEndedAt().isAfter(due);
        var plan = FiringPlan.of(
                schedule.crontab().orElse(null),
                definition.misfire(),
                due,
                waited ? schedule.lastEndedAt() : due,
                now,
                config.grace(),
                config.mostMissed());
        boolean leftOut = plan.due() != null && schedule.running() && definition.overlap() == Overlap.SKIP;
        return new Decision(schedule, plan.due(), leftOut, plan.next(), plan.missed(), error(plan, leftOut));
    }

    private static String error(FiringPlan plan, boolean leftOut) {
        if (plan.missed() > 0) {
            return "missed: " + plan.missed() + " times were left out by the misfire rule";
        }
        return leftOut ? "cancelled: " + OVERLAP_SKIPPED.detail() : null;
    }

    private void count(List<Decision> decisions, List<Interaction> fired, Instant now) {
        meters.counter("lamplighter.firings.fired").increment(fired.size());
        fired.forEach(interaction ->
                meters.timer("lamplighter.firings.lateness").record(Duration.between(interaction.dueAt(), now)));
        for (var decision : decisions) {
            if (decision.leftOut()) {
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
