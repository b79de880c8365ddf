package io.lamplighter.interactions.schedules;

import io.lamplighter.interactions.api.Overlap;
import io.lamplighter.interactions.api.QuietHours;
import io.lamplighter.interactions.quiet.VendorQuiet;
import io.lamplighter.interactions.timing.InvalidTimingException;
import io.lamplighter.interactions.timing.Timing;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/** Decides what is done about a schedule that is due: bounds, quiet windows, misfire and overlap. */
@Singleton
final class FiringRules {
    static final String OVERLAP_SKIPPED = "The interaction before was still running.";
    /** How often a single time that this deployment does not fire is looked at again. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final SchedulesConfig config;
    private final NamePatterns names;
    private final VendorQuiet vendors;

    FiringRules(SchedulesConfig config, NamePatterns names, VendorQuiet vendors) {
        this.config = config;
        this.names = names;
        this.vendors = vendors;
    }

    Decision decide(Schedule schedule, Instant now) {
        try {
            return decided(schedule, now);
        } catch (InvalidTimingException | RuntimeException wrong) {
            Log.errorf("scheduleId=%s cannot be read any more and is not fired: %s", schedule.id(), wrong.getMessage());
            return Decision.waiting(schedule, null, null, 0, "not fired: " + wrong.getMessage());
        }
    }

    private Decision decided(Schedule schedule, Instant now) throws InvalidTimingException {
        var due = schedule.standing().nextAt();
        var timing = schedule.timing();
        if (isOver(schedule, due, now)) {
            return Decision.waiting(schedule, null, null, 0, null);
        }
        if (!names.admit(schedule.definition().name())) {
            return passedOver(schedule, timing, due, now);
        }
        var quiet = quietUntil(schedule, now);
        if (quiet.isPresent()) {
            return Decision.waiting(schedule, due, quiet.get(), 0, null);
        }
        return planned(schedule, timing, due, now);
    }

    /** Its end holds for what is late as well: nothing is made up for after it. */
    private boolean isOver(Schedule schedule, Instant due, Instant now) {
        var end = schedule.definition().endAt();
        return end != null && (due.isAfter(end) || now.isAfter(end.plus(config.grace())));
    }

    private static Decision passedOver(Schedule schedule, Timing timing, Instant due, Instant now) {
        if (timing.after(now).isEmpty() && schedule.definition().at() != null) {
            return Decision.waiting(schedule, due, now.plus(LOOK_AGAIN), 0, null);
        }
        var next = timing.after(now).orElse(null);
        return Decision.waiting(schedule, next, schedule.fireAt(next), 0, null);
    }

    /** Until when the schedule waits, because it is quiet now for it or for the vendor that it selects. */
    Optional<Instant> quietUntil(Schedule schedule, Instant now) throws InvalidTimingException {
        var windows = new ArrayList<>(schedule.quiet());
        var target = schedule.definition().target();
        if (target != null && target.selector() != null) {
            windows.addAll(vendors.of(target.selector().vendor()));
        }
        return QuietHours.until(windows, now);
    }

    private Decision planned(Schedule schedule, Timing timing, Instant due, Instant now) {
        var definition = schedule.definition();
        var standing = schedule.standing();
        var fireAt = schedule.fireAt(due);
        boolean held = standing.fireAt() != null && standing.fireAt().isAfter(fireAt == null ? due : fireAt);
        var since = standing.firesAt();
        if (definition.overlap() == Overlap.QUEUE
                && standing.lastEndedAt() != null
                && standing.lastEndedAt().isAfter(since)) {
            since = standing.lastEndedAt();
        }
        var plan = FiringPlan.of(timing, definition.misfire(), due, since, held, now, limits(schedule));
        var nextFire = schedule.fireAt(plan.next());
        if (plan.due() == null) {
            return Decision.waiting(schedule, plan.next(), nextFire, plan.missed(), missed(plan));
        }
        boolean leftOut = standing.running() && definition.overlap() == Overlap.SKIP;
        var planned = plan.due().equals(due) || held ? since : plan.due();
        var error = plan.missed() > 0 ? missed(plan) : leftOut ? "cancelled: " + OVERLAP_SKIPPED : null;
        return Decision.starting(schedule, plan, now, planned, leftOut, nextFire, error);
    }

    private FiringPlan.Limits limits(Schedule schedule) {
        var own = schedule.definition().misfireHorizon();
        return new FiringPlan.Limits(config.grace(), own == null ? config.misfireHorizon() : own, config.mostMissed());
    }

    private static String missed(FiringPlan plan) {
        return plan.missed() == 0 ? null : "missed: " + plan.missed() + " times were left out by the misfire rule";
    }
}
