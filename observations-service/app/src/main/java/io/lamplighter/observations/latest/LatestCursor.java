package io.lamplighter.observations.latest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.queries.Parameters;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Between two names of devices, opaque to the caller. */
record LatestCursor(UUID deviceId, String name) {
    static final LatestCursor START = new LatestCursor(new UUID(0, 0), "");

    private static final Pattern FORM = Pattern.compile("l([0-9a-f-]{36})\\.([a-z][a-z0-9_]{0,99})");

    static LatestCursor of(ObservationView last) {
        return new LatestCursor(last.deviceId(), last.name());
    }

    static Optional<LatestCursor> read(String text) {
        try {
            var form = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), UTF_8));
            return form.matches()
                    ? Parameters.uuid(form.group(1)).map(id -> new LatestCursor(id, form.group(2)))
                    : Optional.empty();
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    boolean isBefore(ObservationView each) {
        var device = Newest.devices().compare(deviceId, each.deviceId());
        return device < 0 || (device == 0 && name.compareTo(each.name()) < 0);
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(("l" + deviceId + "." + name).getBytes(UTF_8));
    }
}
