package io.lamplighter.observations.ranges;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamplighter.observations.queries.Micros;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Between two observations, opaque to the caller: times may be equal, so that the series decides. */
record RangeCursor(Instant validAt, int seriesId) {
    private static final Pattern FORM = Pattern.compile("r(-?\\d{1,18})\\.(\\d{1,9})");

    static Optional<RangeCursor> read(String text) {
        try {
            var form = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), UTF_8));
            return form.matches()
                    ? Optional.of(new RangeCursor(
                            Micros.instant(Long.parseLong(form.group(1))), Integer.parseInt(form.group(2))))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException beyond) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        var text = "r" + Micros.of(validAt) + "." + seriesId;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
