package io.lamplighter.devices.registry;

import java.util.Arrays;

/** What {@code If-Match} asks for: one of these entity tags, any, or nothing. */
record Precondition(String ifMatch) {

    void check(long version) {
        if (ifMatch != null && Arrays.stream(ifMatch.split(",")).noneMatch(tag -> matches(tag.strip(), version))) {
            throw new StaleVersionException(version);
        }
    }

    private static boolean matches(String tag, long version) {
        return tag.equals("*") || tag.equals('"' + Long.toString(version) + '"');
    }
}
