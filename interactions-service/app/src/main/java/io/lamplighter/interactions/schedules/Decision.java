package io.lamplighter.interactions.schedules;

import io.lamplighter.interactions.interactions.Interaction;
import java.time.Instant;
import java.util.UUID;

/**
 * What was decided about a schedule that is due.
 *
 * @param interaction what is stored for the time; null when nothing is
 * @param planned when it should have been started: the due time, or later
 * @param leftOut whether it is stored as left out, because the interaction before still runs
 * @param next the time that the schedule waits for from now on; null for none
 * @param fireAt when that time is fired, where that is later
 * @param missed how many times are left out by the misfire rule
 * @param error why something was left out; null otherwise
 */
record Decision(
        Schedule schedule,
        Interaction interaction,
        Instant planned,
        boolean leftOut,
        Instant next,
        Instant fireAt,
        int missed,
        String error) {

    /** Nothing is started; the schedule waits for this time. */
    static Decision waiting(Schedule schedule, Instant next, Instant fireAt, int missed, String error) {
        return new Decision(schedule, null, null, false, next, fireAt, missed, error);
    }

    static Decision starting(
            Schedule schedule,
            FiringPlan plan,
            Instant now,
            Instant planned,
            boolean leftOut,
            Instant fireAt,
            String error) {
        var definition = schedule.definition();
        var interaction = Interaction.starting(
                        definition.task(),
                        definition.target(),
                        definition.arguments(),
                        definition.timeout(),
                        "schedule:" + definition.name(),
                        now)
                .of(schedule.id(), plan.due());
        return new Decision(schedule, interaction, planned, leftOut, plan.next(), fireAt, plan.missed(), error);
    }

    boolean fires() {
        return interaction != null && !leftOut;
    }

    UUID interactionId() {
        return interaction == null ? null : interaction.id();
    }

    Instant due() {
        return interaction == null ? null : interaction.dueAt();
    }
}
