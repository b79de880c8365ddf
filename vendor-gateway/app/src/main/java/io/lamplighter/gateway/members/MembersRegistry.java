package io.lamplighter.gateway.members;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.GroupPage;
import io.lamplighter.devices.api.GroupView;
import io.lamplighter.devices.api.GroupsApi;
import io.lamplighter.devices.api.Selector;
import io.lamplighter.gateway.devices.DeviceRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** All members that somebody asks for. */
@Singleton
public class MembersRegistry {
    private static final Selector NOTHING =
            new Selector(null, null, null, null, "nothing,!nothing", null, null, null, null, null, null);

    private final Map<Members.Key, Members> known = new HashMap<>();
    private final DeviceRegistry registry;
    private final GroupsApi groups;
    private final MembersConfig config;
    private final Instance<MembersListener> listeners;
    private final Clock clock;
    private volatile Instant refreshedAt;

    MembersRegistry(
            DeviceRegistry registry,
            @RestClient GroupsApi groups,
            MembersConfig config,
            Instance<MembersListener> listeners,
            Clock clock) {
        this.registry = registry;
        this.groups = groups;
        this.config = config;
        this.listeners = listeners;
        this.clock = clock;
        this.refreshedAt = clock.instant();
    }

    void start(@Observes StartupEvent start) {
        Multi.createFrom()
                .ticks()
                .every(config.groupRefresh())
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> refresh())
                .subscribe()
                .with(done -> {}, failure -> Log.error("groups are not followed any more", failure));
    }

    /**
     * The devices that the selector picks; to be let go of with {@link #release}.
     *
     * @throws UnservedSelectorException when it cannot be followed
     */
    public Members ofSelector(Selector selector) {
        return hold(new Members.Key(null, selector), selector, Instant.EPOCH);
    }

    /**
     * The devices of the group; to be let go of with {@link #release}. Fails with {@link UnknownGroupException}, with {@link
     * UnservedSelectorException}, or as the call to the registry does.
     */
    public Uni<Members> ofGroup(String name) {
        return groups.groups(name, 1, null)
                .map(page -> defined(page, name))
                .map(group -> hold(new Members.Key(name, null), group.selector(), group.updatedAt()));
    }

    private static GroupView defined(GroupPage page, String name) {
        if (page.items().isEmpty()) {
            throw new UnknownGroupException(name);
        }
        return page.items().getFirst();
    }

    private synchronized Members hold(Members.Key key, Selector selector, Instant changedAt) {
        var members = known.computeIfAbsent(key, unseen -> filled(key, selector, changedAt));
        var _ = members.hold(1);
        return members;
    }

    private Members filled(Members.Key key, Selector selector, Instant changedAt) {
        var members = new Members(key, selector);
        members.changedAt(changedAt);
        registry.devices().forEach(device -> {
            var _ = members.meet(device.id(), device);
        });
        return members;
    }

    /** One who asked for them does not need them any more. */
    public synchronized void release(Members members) {
        if (!members.hold(-1)) {
            known.remove(members.key(), members);
        }
    }

    /**
     * Takes in the device as it is now; null when it is gone.
     *
     * @return what came or went through this
     */
    public synchronized List<Crossing> changed(UUID id, DeviceView device) {
        var crossings = new ArrayList<Crossing>();
        for (var members : known.values()) {
            var crossing = members.meet(id, device);
            if (crossing != null) {
                crossings.add(crossing);
            }
        }
        return crossings;
    }

    /** Up to when every change of a group that is watched is known here. */
    public Instant refreshedAt() {
        return refreshedAt;
    }

    private Uni<Void> refresh() {
        var asked = clock.instant();
        return Multi.createFrom()
                .iterable(watchedGroups())
                .onItem()
                .transformToUniAndConcatenate(this::refresh)
                .collect()
                .last()
                .invoke(last -> refreshedAt = asked)
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> Log.debugf("groups are not refreshed: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private synchronized List<Members> watchedGroups() {
        return known.values().stream().filter(Members::isGroup).toList();
    }

    private Uni<Void> refresh(Members members) {
        return groups.groups(members.key().group(), 1, null)
                .invoke(page -> refreshed(members, page))
                .replaceWithVoid();
    }

    private void refreshed(Members members, GroupPage page) {
        var gone = page.items().isEmpty();
        var selector = gone ? NOTHING : page.items().getFirst().selector();
        if (!members.isDefinedAs(selector)) {
            redefine(
                    members,
                    selector,
                    gone ? clock.instant() : page.items().getFirst().updatedAt());
        }
    }

    private synchronized void redefine(Members members, Selector selector, Instant at) {
        try {
            members.define(selector);
        } catch (UnservedSelectorException unserved) {
            Log.warnf("group %s: %s: %s", members.key().group(), unserved.field(), unserved.getMessage());
            members.define(NOTHING);
        }
        members.changedAt(at);
        registry.devices().forEach(device -> {
            var crossing = members.meet(device.id(), device);
            if (crossing != null) {
                listeners.forEach(listener -> listener.crossed(crossing));
            }
        });
    }
}
