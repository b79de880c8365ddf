package io.lamplighter.interactions.schedules;

import io.lamplighter.interactions.api.DefineSchedule;
import io.lamplighter.interactions.interactions.Interaction;
import io.lamplighter.interactions.interactions.InteractionStarter;
import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.problems.Problems;
import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.timing.InvalidTimingException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;

/** Defines, changes and removes schedules. */
@Singleton
final class ScheduleKeeper {
    private final Database database;
    private final Schedules schedules;
    private final Definitions definitions;
    private final InteractionStarter starter;
    private final Firing firing;
    private final Clock clock;

    ScheduleKeeper(
            Database database,
            Schedules schedules,
            Definitions definitions,
            InteractionStarter starter,
            Firing firing,
            Clock clock) {
        this.database = database;
        this.schedules = schedules;
        this.definitions = definitions;
        this.starter = starter;
        this.firing = firing;
        this.clock = clock;
    }

    Uni<Schedule> define(DefineSchedule asked, String by) {
        var now = Clocks.now(clock);
        var schedule = of(definitions.complete(asked, null, now), changed -> Schedule.of(changed, null, now));
        return schedules.insert(schedule, by).invoke(firing::wake).replaceWith(schedule);
    }

    /** @param change what is asked of the schedule as it is stored */
    Uni<Schedule> change(UUID id, ExpectedVersion expected, Function<Schedule, DefineSchedule> change, String by) {
        return database.transaction(connection -> lock(connection, id, expected)
                        .map(stored -> changed(stored, change.apply(stored)))
                        .call(changed -> schedules.update(connection, changed, by)))
                .invoke(firing::wake);
    }

    Uni<Void> remove(UUID id, ExpectedVersion expected) {
        return database.transaction(connection ->
                lock(connection, id, expected).chain(stored -> schedules.delete(connection, stored.id())));
    }

    /** Starts what the schedule defines, whatever its timing says; answers the id of the interaction. */
    Uni<UUID> run(UUID id, String by) {
        return schedules.find(id).chain(schedule -> {
            var now = Clocks.now(clock);
            var definition = schedule.definition();
            return starter.start(Interaction.starting(
                            definition.task(),
                            definition.target(),
                            definition.arguments(),
                            definition.timeout(),
                            by,
                            now)
                    .of(id, now));
        });
    }

    private Uni<Schedule> lock(SqlConnection connection, UUID id, ExpectedVersion expected) {
        return schedules.lock(connection, id).invoke(stored -> {
            if (!expected.matches(stored.version())) {
                throw Problems.stale();
            }
        });
    }

    private Schedule changed(Schedule stored, DefineSchedule asked) {
        var now = Clocks.now(clock);
        return of(
                definitions.complete(asked, stored.definition(), now),
                changed -> stored.become(changed, stored.set(), now));
    }

    interface Making {
        Schedule of(DefineSchedule definition) throws InvalidTimingException;
    }

    static Schedule of(DefineSchedule checked, Making making) {
        try {
            return making.of(checked);
        } catch (InvalidTimingException wrong) {
            throw Problems.invalid("cron", wrong.getMessage());
        }
    }
}
