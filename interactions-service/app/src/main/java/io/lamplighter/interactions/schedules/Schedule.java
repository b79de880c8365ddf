package io.lamplighter.interactions.schedules;

import com.github.f4b6a3.uuid.UuidCreator;
import io.lamplighter.interactions.api.DefineSchedule;
import io.lamplighter.interactions.api.QuietHours;
import io.lamplighter.interactions.timing.InvalidTimingException;
import io.lamplighter.interactions.timing.Spread;
import io.lamplighter.interactions.timing.Timing;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A stored schedule.
 *
 * @param definition with every default written out
 * @param set the set that it was applied with; null for none
 * @param anchorAt from when on a fixed rate counts
 * @param retiredAt when it left its set; null while it has not
 */
record Schedule(
        UUID id,
        DefineSchedule definition,
        String set,
        Instant anchorAt,
        Standing standing,
        Instant retiredAt,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    static Schedule of(DefineSchedule definition, String set, Instant now) throws InvalidTimingException {
        var id = UuidCreator.getTimeOrderedEpoch();
        var schedule = new Schedule(id, definition, set, now, Standing.NEW, null, now, now, 1);
        return schedule.waiting(now);
    }

    /** This schedule with another definition; a time it waits for stays, unless the timing is another one. */
    Schedule become(DefineSchedule changed, String newSet, Instant now) throws InvalidTimingException {
        boolean same = sameTiming(changed);
        var become = new Schedule(
                id,
                changed,
                newSet,
                same ? anchorAt : now,
                standing,
                null,
                createdAt,
                now.isAfter(updatedAt) ? now : updatedAt.plusNanos(1000),
                version + 1);
        return same && changed.enabled() && definition.enabled() ? become : become.waiting(now);
    }

    private Schedule waiting(Instant now) throws InvalidTimingException {
        var next = definition.enabled() ? timing().after(now).orElse(null) : null;
        return new Schedule(
                id,
                definition,
                set,
                anchorAt,
                standing.waitingFor(next, fireAt(next)),
                retiredAt,
                createdAt,
                updatedAt,
                version);
    }

    boolean sameTiming(DefineSchedule other) {
        return Objects.equals(definition.cron(), other.cron())
                && Objects.equals(definition.every(), other.every())
                && Objects.equals(definition.rate(), other.rate())
                && Objects.equals(definition.at(), other.at())
                && Objects.equals(definition.timeZone(), other.timeZone())
                && definition.days() == other.days()
                && Objects.equals(definition.startAt(), other.startAt())
                && Objects.equals(definition.endAt(), other.endAt())
                && Objects.equals(definition.jitter(), other.jitter())
                && Objects.equals(definition.quiet(), other.quiet())
                && (!Timings.isHashed(other.cron()) || definition.name().equals(other.name()));
    }

    Timing timing() throws InvalidTimingException {
        return Timings.of(definition, id, anchorAt);
    }

    /** When a time is fired, where that is later; null when at that time itself. */
    Instant fireAt(Instant due) {
        if (due == null) {
            return null;
        }
        var jitter = Spread.jitter(id, due, definition.jitter());
        return jitter.isZero() ? null : due.plus(jitter);
    }

    List<QuietHours> quiet() throws InvalidTimingException {
        if (definition.quiet() == null || definition.quiet().isEmpty()) {
            return List.of();
        }
        var zone = Timings.zone(definition.timeZone());
        return definition.quiet().stream()
                .map(window -> QuietHours.of(window, zone))
                .toList();
    }
}
