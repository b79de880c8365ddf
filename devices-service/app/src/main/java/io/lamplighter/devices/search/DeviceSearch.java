package io.lamplighter.devices.search;

import io.lamplighter.devices.api.Selector;
import io.lamplighter.devices.groups.Groups;
import io.lamplighter.devices.registry.TimeLimit;
import io.lamplighter.devices.selectors.Conditions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What a query selects, for whoever reads all of it. */
@ApplicationScoped
public class DeviceSearch {
    private final Groups groups;
    private final TimeLimit limit;

    DeviceSearch(Groups groups, TimeLimit limit) {
        this.groups = groups;
        this.limit = limit;
    }

    /** The conditions that the devices meet; fails with every parameter that is wrong. Sort and paging do not count. */
    public Uni<Conditions> conditions(DeviceQuery query) {
        return limit.keep(group(query))
                .map(group -> QueryConditions.of(query, group.orElse(null)).check());
    }

    private Uni<Optional<Selector>> group(DeviceQuery query) {
        return query.group == null || query.group.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : groups.selectorOf(query.group).map(Optional::of);
    }
}
