package io.lamplighter.observations.queries;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Where a page ended, opaque to the caller. */
sealed interface Cursor {
    /** Between two observations: times may be equal, so that the series decides. */
    record OfRange(Instant validAt, int seriesId) implements Cursor {
        private static final Pattern FORM = Pattern.compile("r(-?\\d{1,18})\\.(\\d{1,9})");

        static Optional<OfRange> read(String text) {
            var form = FORM.matcher(decode(text));
            try {
                return form.matches()
                        ? Optional.of(new OfRange(
                                Micros.instant(Long.parseLong(form.group(1))), Integer.parseInt(form.group(2))))
                        : Optional.empty();
            } catch (DateTimeException | ArithmeticException beyond) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return encode("r" + Micros.of(validAt) + "." + seriesId);
        }
    }

    /** Between two names of devices. */
    record OfLatest(UUID deviceId, String name) implements Cursor {
        private static final Pattern FORM = Pattern.compile("l([0-9a-f-]{36})\\.([a-z][a-z0-9_]{0,99})");

        static Optional<OfLatest> read(String text) {
            var form = FORM.matcher(decode(text));
            return form.matches()
                    ? Parameters.uuid(form.group(1)).map(id -> new OfLatest(id, form.group(2)))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return encode("l" + deviceId + "." + name);
        }
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static String decode(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), UTF_8);
        } catch (IllegalArgumentException noBase64) {
            return "";
        }
    }
}
