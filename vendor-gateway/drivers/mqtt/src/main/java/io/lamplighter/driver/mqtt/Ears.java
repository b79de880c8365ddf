package io.lamplighter.driver.mqtt;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who listens to which topics. Finding them takes a look at each level of the topic, however many listen. */
final class Ears {
    private final Map<String, Set<Hub.Ear>> byFilter = new ConcurrentHashMap<>();
    private final Set<String> odd = ConcurrentHashMap.newKeySet();

    void add(Hub.Ear ear, String filter) {
        byFilter.compute(filter, (same, ears) -> {
            Set<Hub.Ear> all = ears == null ? ConcurrentHashMap.newKeySet() : ears;
            all.add(ear);
            return all;
        });
        if (isOdd(filter)) {
            odd.add(filter);
        }
    }

    void remove(Hub.Ear ear, String filter) {
        byFilter.computeIfPresent(filter, (same, ears) -> {
            ears.remove(ear);
            return ears.isEmpty() ? null : ears;
        });
        if (!byFilter.containsKey(filter)) {
            odd.remove(filter);
        }
    }

    /** Those who listen to the topic, each once. */
    Set<Hub.Ear> of(String topic) {
        var found = new LinkedHashSet<Hub.Ear>(byFilter.getOrDefault(topic, Set.of()));
        found.addAll(byFilter.getOrDefault(topic + "/#", Set.of()));
        for (var slash = topic.lastIndexOf('/'); slash > 0; slash = topic.lastIndexOf('/', slash - 1)) {
            found.addAll(byFilter.getOrDefault(topic.substring(0, slash) + "/#", Set.of()));
        }
        odd.stream()
                .filter(filter -> matches(filter, topic))
                .forEach(filter -> found.addAll(byFilter.getOrDefault(filter, Set.of())));
        return found;
    }

    /** A wildcard for one level. */
    private static boolean isOdd(String filter) {
        return filter.contains("+");
    }

    static boolean matches(String filter, String topic) {
        var wanted = filter.split("/", -1);
        var levels = topic.split("/", -1);
        for (var i = 0; i < wanted.length; i++) {
            if (wanted[i].equals("#")) {
                return true;
            }
            if (i >= levels.length || !(wanted[i].equals("+") || wanted[i].equals(levels[i]))) {
                return false;
            }
        }
        return wanted.length == levels.length;
    }
}
