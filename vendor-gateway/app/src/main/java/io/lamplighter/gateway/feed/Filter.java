package io.lamplighter.gateway.feed;

import java.util.Set;

/**
 * What a subscription wants of what its scope covers.
 *
 * @param names of observations the series, of vendors the keys; none for all
 */
record Filter(Set<String> names, Fields fields) {
    boolean wants(Change change) {
        if (names.isEmpty() || change.series() == null || change.series().name() == null) {
            return true;
        }
        return names.contains(change.series().name());
    }
}
