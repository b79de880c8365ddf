package io.lamplighter.gateway.discoveries;

import io.lamplighter.gateway.api.DiscoveryView;
import io.lamplighter.gateway.problems.Problems;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/**
 * Behind which discovery a page begins.
 *
 * @param name of the last one before; the empty one is before all
 */
record DiscoveryCursor(String name, UUID id) {
    private static final DiscoveryCursor START = new DiscoveryCursor("", new UUID(0, 0));

    /** Reads the text of one; null is the start. */
    static DiscoveryCursor parse(String text) {
        if (text == null) {
            return START;
        }
        try {
            var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            return new DiscoveryCursor(plain.substring(36), UUID.fromString(plain.substring(0, 36)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException broken) {
            throw Problems.invalid("after", "must be the next of a page before");
        }
    }

    static String text(DiscoveryView last) {
        var plain = last.id() + last.name();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    boolean isBefore(DiscoveryView view) {
        var names = name.compareTo(view.name());
        return names < 0 || (names == 0 && id.compareTo(view.id()) < 0);
    }
}
