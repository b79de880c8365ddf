package io.lamplighter.devices.versions;

import java.util.Arrays;

/** What {@code If-Match} asks for: one of these entity tags, any, or nothing. */
public record Precondition(String ifMatch) {

    /** Fails unless this is one of the versions asked for. */
    public void check(long version) {
        if (ifMatch != null && Arrays.stream(ifMatch.split(",")).noneMatch(tag -> matches(tag.strip(), version))) {
            throw new StaleVersionException(version);
        }
    }

    private static boolean matches(String tag, long version) {
        return tag.equals("*") || tag.equals(Versions.tag(version));
    }
}
