package io.lamplighter.interactions.schedules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.interactions.api.DefineSchedule;
import io.lamplighter.interactions.api.ScheduleSetDiff;
import io.lamplighter.interactions.api.ScheduleSetDiff.Action;
import io.lamplighter.interactions.api.ScheduleSetDiff.Change;
import io.lamplighter.interactions.api.ScheduleSetDiff.Item;
import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.problems.Bodies;
import io.lamplighter.interactions.problems.Violation;
import io.lamplighter.interactions.storage.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/** Makes a set of schedules what a document says, and tells what that changes. All of it happens, or nothing. */
@Singleton
final class ScheduleSets {
    private final Database database;
    private final Schedules schedules;
    private final Definitions definitions;
    private final Firing firing;
    private final Bodies bodies;
    private final Clock clock;

    ScheduleSets(
            Database database,
            Schedules schedules,
            Definitions definitions,
            Firing firing,
            Bodies bodies,
            Clock clock) {
        this.database = database;
        this.schedules = schedules;
        this.definitions = definitions;
        this.firing = firing;
        this.bodies = bodies;
        this.clock = clock;
    }

    /** What is to be stored, and what is told of it. */
    private record Plan(List<Schedule> created, List<Schedule> changed, List<UUID> retired, List<Item> items) {
        Plan() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        ScheduleSetDiff diff(String set, boolean dryRun) {
            var sorted = items.stream().sorted(Comparator.comparing(Item::name)).toList();
            return new ScheduleSetDiff(
                    set,
                    dryRun,
                    count(Action.CREATE),
                    count(Action.UPDATE),
                    count(Action.UNCHANGED),
                    count(Action.RETIRE),
                    sorted);
        }

        private int count(Action action) {
            return (int) items.stream().filter(item -> item.action() == action).count();
        }
    }

    /** @param asked in the order of the document, which violations count by */
    Uni<ScheduleSetDiff> apply(String set, List<DefineSchedule> asked, boolean dryRun, String by) {
        var now = Clocks.now(clock);
        var names = new TreeSet<>(asked.stream().map(DefineSchedule::name).toList());
        return database.transaction(connection -> schedules
                        .lockForSet(connection, set, names)
                        .map(stored -> plan(set, asked, stored, now))
                        .call(plan -> dryRun ? Uni.createFrom().voidItem() : store(connection, plan, now, by)))
                .invoke(firing::wake)
                .map(plan -> plan.diff(set, dryRun));
    }

    private Uni<Void> store(SqlConnection connection, Plan plan, Instant now, String by) {
        return schedules
                .retire(connection, plan.retired(), now, by)
                .chain(() -> schedules.apply(connection, plan.created(), plan.changed(), by));
    }

    private Plan plan(String set, List<DefineSchedule> asked, List<Schedule> stored, Instant now) {
        var byName = byName(stored);
        var violations = new ArrayList<Violation>();
        var plan = new Plan();
        for (int i = 0; i < asked.size(); i++) {
            var before = byName.remove(asked.get(i).name());
            var wrong = judge(set, asked.get(i), before, now);
            var path = "schedules[" + i + "].";
            wrong.forEach(found -> violations.add(new Violation(path + found.field(), found.message())));
            if (wrong.isEmpty()) {
                add(plan, set, definitions.completed(asked.get(i), now), before, now);
            }
        }
        Bodies.refuse(violations);
        byName.values().stream()
                .filter(left -> set.equals(left.set()) && left.retiredAt() == null)
                .forEach(left -> retire(plan, left));
        return plan;
    }

    /** Of those that have retired under a name, the newest. */
    private static Map<String, Schedule> byName(List<Schedule> stored) {
        var byName = new HashMap<String, Schedule>();
        for (var schedule : stored) {
            byName.merge(schedule.definition().name(), schedule, ScheduleSets::newer);
        }
        return byName;
    }

    private static Schedule newer(Schedule one, Schedule other) {
        if (one.retiredAt() == null || other.retiredAt() == null) {
            return one.retiredAt() == null ? one : other;
        }
        return one.retiredAt().isAfter(other.retiredAt()) ? one : other;
    }

    private List<Violation> judge(String set, DefineSchedule asked, Schedule before, Instant now) {
        var found = new ArrayList<Violation>();
        if (asked.after() != null) {
            found.add(new Violation("after", "counts from now and would never be unchanged: name the time with at"));
        }
        if (before != null && before.set() != null && !before.set().equals(set)) {
            found.add(new Violation("name", "belongs to the set " + before.set()));
        }
        if (found.isEmpty()) {
            found.addAll(definitions.violations(asked, before == null ? null : before.definition(), now));
        }
        return found;
    }

    private void add(Plan plan, String set, DefineSchedule definition, Schedule before, Instant now) {
        if (before == null) {
            var created = ScheduleKeeper.of(definition, checked -> Schedule.of(checked, set, now));
            plan.created().add(created);
            plan.items().add(new Item(definition.name(), created.id(), Action.CREATE, Map.of()));
            return;
        }
        var changes = changes(before, definition, set);
        if (changes.isEmpty()) {
            plan.items().add(new Item(definition.name(), before.id(), Action.UNCHANGED, changes));
            return;
        }
        plan.changed().add(ScheduleKeeper.of(definition, checked -> before.become(checked, set, now)));
        plan.items().add(new Item(definition.name(), before.id(), Action.UPDATE, changes));
    }

    private static void retire(Plan plan, Schedule left) {
        plan.retired().add(left.id());
        plan.items().add(new Item(left.definition().name(), left.id(), Action.RETIRE, Map.of()));
    }

    private Map<String, Change> changes(Schedule before, DefineSchedule after, String set) {
        var changes = new LinkedHashMap<String, Change>();
        if (!set.equals(before.set())) {
            changes.put("set", new Change(before.set(), set));
        }
        var old = bodies.tree(before.definition());
        var now = bodies.tree(after);
        var fields = new TreeSet<String>();
        old.fieldNames().forEachRemaining(fields::add);
        now.fieldNames().forEachRemaining(fields::add);
        for (var field : fields) {
            if (!same(old, now, field)) {
                changes.put(field, new Change(value(old, field), value(now, field)));
            }
        }
        return changes;
    }

    /** By how they are written: what was stored may hold a number as another type. */
    private static boolean same(ObjectNode old, ObjectNode now, String field) {
        return old.path(field).toString().equals(now.path(field).toString())
                || old.path(field).equals(now.path(field));
    }

    private static JsonNode value(ObjectNode of, String field) {
        return of.get(field);
    }
}
