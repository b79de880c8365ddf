package io.lamplighter.driver.mqtt;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Topics to listen to.
 *
 * @param topics which, MQTT 5.0 4.7
 * @param wire what the broker is asked for: the same, or a share of it, MQTT 5.0 4.8.2
 */
record Filter(String topics, String wire) {

    /** All that comes. */
    static List<Filter> of(String... topics) {
        return Stream.of(topics).map(each -> new Filter(each, each)).toList();
    }

    /** What the broker gives to this listener and not to another of the same group, where the account says so. */
    static List<Filter> shared(Settings settings, Collection<Filter> filters) {
        return settings.sharedGroup()
                .map(group -> filters.stream()
                        .map(each -> new Filter(each.topics(), "$share/" + group + "/" + each.topics()))
                        .toList())
                .orElseGet(() -> List.copyOf(filters));
    }
}
