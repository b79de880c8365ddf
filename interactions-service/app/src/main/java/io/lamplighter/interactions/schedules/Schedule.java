package io.lamplighter.interactions.schedules;

import com.github.f4b6a3.uuid.UuidCreator;
import io.lamplighter.interactions.api.DefineSchedule;
import io.lamplighter.interactions.api.ScheduleView;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A stored schedule.
 *
 * @param definition with every default written out
 */
record Schedule(
        UUID id,
        DefineSchedule definition,
        Instant nextAt,
        Instant lastAt,
        Instant lastEndedAt,
        boolean running,
        String lastError,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    static Schedule of(DefineSchedule definition, Instant now) throws InvalidTimingException {
        return new Schedule(
                UuidCreator.getTimeOrderedEpoch(),
                definition,
                firstAfter(definition, now),
                null,
                null,
                false,
                null,
                now,
                now,
                1);
    }

    /** This schedule with another definition; a time it waits for stays, unless the timing is another one. */
    Schedule become(DefineSchedule changed, Instant now) throws InvalidTimingException {
        boolean sameTiming = changed.enabled() && definition.enabled() && sameTiming(changed);
        return new Schedule(
                id,
                changed,
                sameTiming ? nextAt : firstAfter(changed, now),
                lastAt,
                lastEndedAt,
                running,
                lastError,
                createdAt,
                now.isAfter(updatedAt) ? now : updatedAt.plusNanos(1000),
                version + 1);
    }

    boolean sameTiming(DefineSchedule other) {
        return Objects.equals(definition.cron(), other.cron())
                && Objects.equals(definition.every(), other.every())
                && Objects.equals(definition.timeZone(), other.timeZone());
    }

    private static Instant firstAfter(DefineSchedule definition, Instant now) throws InvalidTimingException {
        if (!definition.enabled()) {
            return null;
        }
        return definition.cron() == null
                ? now.plus(definition.every())
                : crontab(definition).after(now).orElse(null);
    }

    /** The times it is read from; empty for a fixed delay. */
    Optional<Crontab> crontab() throws InvalidTimingException {
        return definition.cron() == null ? Optional.empty() : Optional.of(crontab(definition));
    }

    static Crontab crontab(DefineSchedule definition) throws InvalidTimingException {
        return Crontab.parse(definition.cron(), ZoneId.of(definition.timeZone()));
    }

    Duration timeout() {
        return definition.timeout();
    }

    ScheduleView view() {
        return new ScheduleView(
                id,
                definition.name(),
                definition.cron(),
                definition.every(),
                definition.timeZone(),
                definition.task(),
                definition.target(),
                definition.arguments(),
                definition.timeout(),
                definition.misfire(),
                definition.overlap(),
                definition.enabled(),
                nextAt,
                lastAt,
                running,
                lastError,
                createdAt,
                updatedAt,
                version);
    }
}
