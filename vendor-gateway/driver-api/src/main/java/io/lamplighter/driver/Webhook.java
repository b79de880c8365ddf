package io.lamplighter.driver;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a vendor posted to the gateway, untouched: signatures are over these very bytes.
 *
 * @param headers by name in lower case; the first of each
 * @param body not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Webhook(Map<String, String> headers, byte[] body) {
    public Webhook {
        var lower = new TreeMap<String, String>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        headers = Map.copyOf(lower);
    }

    /** The header of this name, in whatever case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
