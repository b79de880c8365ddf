package io.lamplighter.devices.groups;

import com.github.f4b6a3.uuid.UuidCreator;
import io.lamplighter.devices.api.DefineGroup;
import io.lamplighter.devices.api.GroupPage;
import io.lamplighter.devices.api.GroupView;
import io.lamplighter.devices.api.Selector;
import io.lamplighter.devices.callers.Caller;
import io.lamplighter.devices.problems.InvalidInputException;
import io.lamplighter.devices.versions.Precondition;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The groups that there are. */
@ApplicationScoped
public class Groups {
    private final Pool database;
    private final GroupRepository groups;
    private final GroupRules rules;
    private final Caller caller;

    Groups(Pool database, GroupRepository groups, GroupRules rules, Caller caller) {
        this.database = database;
        this.groups = groups;
        this.rules = rules;
        this.caller = caller;
    }

    /** The group with this id; fails when there is none. */
    public Uni<GroupView> get(UUID id) {
        return groups.get(database, id);
    }

    /** What the group of this name picks; to name one that there is not is invalid input. */
    public Uni<Selector> selectorOf(String name) {
        if (name.indexOf('\0') >= 0) {
            throw new InvalidInputException("group", "must not contain NUL");
        }
        return groups.named(database, name).map(found -> {
            if (found.isEmpty()) {
                throw new InvalidInputException("group", "must be the name of a group; /api/groups lists them");
            }
            return found.getFirst().selector();
        });
    }

    Uni<GroupPage> named(String name) {
        return groups.named(database, name).map(found -> new GroupPage(found, null));
    }

    Uni<GroupPage> page(String afterName, int limit) {
        return groups.list(database, afterName, limit + 1)
                .map(found -> found.size() <= limit
                        ? new GroupPage(found, null)
                        : new GroupPage(
                                found.subList(0, limit),
                                GroupCursor.after(found.get(limit - 1).name())));
    }

    Uni<GroupView> define(DefineGroup wanted) {
        return groups.insert(database, UuidCreator.getTimeOrderedEpoch(), rules.check(wanted), caller.name())
                .onFailure()
                .transform(GroupNameTakenException::orElse);
    }

    /** Makes of the group what {@code change} makes of its current definition; nothing when that is the same. */
    Uni<GroupView> change(UUID id, Precondition precondition, UnaryOperator<DefineGroup> change) {
        var who = caller.name();
        return database.withTransaction(transaction -> groups.hold(transaction, id)
                        .invoke(group -> precondition.check(group.version()))
                        .chain(group -> become(transaction, group, change, who)))
                .onFailure()
                .transform(GroupNameTakenException::orElse);
    }

    private Uni<GroupView> become(
            SqlConnection transaction, GroupView group, UnaryOperator<DefineGroup> change, String who) {
        var current = new DefineGroup(group.name(), group.description(), group.selector());
        var wanted = change.apply(current);
        return current.equals(wanted)
                ? Uni.createFrom().item(group)
                : groups.update(transaction, group.id(), rules.check(wanted, current.selector()), who);
    }

    Uni<Void> delete(UUID id, Precondition precondition) {
        return database.withTransaction(transaction -> groups.hold(transaction, id)
                .invoke(group -> precondition.check(group.version()))
                .chain(() -> groups.delete(transaction, id)));
    }
}
