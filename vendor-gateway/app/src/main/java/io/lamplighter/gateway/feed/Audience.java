package io.lamplighter.gateway.feed;

import io.lamplighter.gateway.members.Crossing;
import io.lamplighter.gateway.members.Members;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Who watches a stream, by what they watch. Not thread-safe: its stream guards it. */
final class Audience {
    private final Set<Subscription> ofAll = new HashSet<>();
    private final Map<UUID, Set<Subscription>> ofDevice = new HashMap<>();
    private final Map<Members, Set<Subscription>> ofMembers = new HashMap<>();

    /** Does nothing when it is there already. */
    void add(Subscription subscription) {
        var scope = subscription.scope();
        if (scope.members() != null) {
            ofMembers
                    .computeIfAbsent(scope.members(), unseen -> new HashSet<>())
                    .add(subscription);
        } else if (scope.devices() == null) {
            ofAll.add(subscription);
        } else {
            scope.devices()
                    .forEach(device -> ofDevice.computeIfAbsent(device, unseen -> new HashSet<>())
                            .add(subscription));
        }
    }

    void remove(Subscription subscription) {
        var scope = subscription.scope();
        if (scope.members() != null) {
            remove(ofMembers, scope.members(), subscription);
        } else if (scope.devices() == null) {
            ofAll.remove(subscription);
        } else {
            scope.devices().forEach(device -> remove(ofDevice, device, subscription));
        }
    }

    private static <K> void remove(Map<K, Set<Subscription>> from, K key, Subscription subscription) {
        from.computeIfPresent(key, (same, watching) -> {
            watching.remove(subscription);
            return watching.isEmpty() ? null : watching;
        });
    }

    /** Whether somebody wants to know what happens to this device. */
    boolean watches(UUID device) {
        return !ofAll.isEmpty()
                || ofDevice.containsKey(device)
                || ofMembers.keySet().stream().anyMatch(members -> members.contains(device));
    }

    /** Tells those who watch it by its id, and those who watch all. */
    void tell(UUID device, List<Waiting> told) {
        ofAll.forEach(subscription -> subscription.offer(told));
        ofDevice.getOrDefault(device, Set.of()).forEach(subscription -> subscription.offer(told));
    }

    /** Tells those who watch it as one of several; made once for each of these. */
    void tellMembers(UUID device, Function<Members, List<Waiting>> told) {
        ofMembers.forEach((members, watching) -> {
            if (members.contains(device)) {
                var made = told.apply(members);
                watching.forEach(subscription -> subscription.offer(made));
            }
        });
    }

    /** Those who watch what the device entered or left. */
    Set<Subscription> of(Crossing crossing) {
        return ofMembers.getOrDefault(crossing.members(), Set.of());
    }
}
