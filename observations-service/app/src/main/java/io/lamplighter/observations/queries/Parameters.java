package io.lamplighter.observations.queries;

import io.lamplighter.observations.api.ObservationLimits;
import io.lamplighter.observations.problems.Violations;
import io.lamplighter.observations.series.Kind;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Reads the parameters of a query, and collects what is wrong with them. */
public final class Parameters {
    private static final int DEFAULT_LIMIT = 100;
    private static final int LABELS = 20;
    private static final int UUID_LENGTH = 36;
    private static final int TEXT_LIMIT = 100;
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private final MultivaluedMap<String, String> given;
    private final Violations violations = new Violations();

    public Parameters(MultivaluedMap<String, String> given) {
        this.given = given;
    }

    public Optional<String> text(String name) {
        return first(name).filter(text -> {
            if (text.length() > TEXT_LIMIT || text.indexOf(0) >= 0) {
                refuse(name, "must have 1 to " + TEXT_LIMIT + " characters");
            }
            return true;
        });
    }

    public Optional<Kind> kind() {
        return first("kind").flatMap(word -> required("kind", Kind.of(word), "must be attribute or status"));
    }

    public Set<UUID> devices(int atMost) {
        var devices = new LinkedHashSet<UUID>();
        for (var text : given.getOrDefault("device", List.of())) {
            required("device", uuid(text), "must be a UUID").ifPresent(devices::add);
        }
        if (devices.size() > atMost) {
            refuse("device", "must be there at most " + atMost + " times");
        }
        return devices;
    }

    public Optional<Instant> time(String name) {
        return first(name)
                .flatMap(text -> required(
                        name,
                        instant(text).filter(time -> !time.isBefore(FIRST) && time.isBefore(LAST)),
                        "must be an RFC 3339 time such as 2026-11-21T08:00:00Z, with + written as %2B"));
    }

    /** Each {@code key:value}. */
    public List<String> labels() {
        var labels = given.getOrDefault("label", List.of());
        if (labels.size() > LABELS || labels.stream().anyMatch(each -> each.indexOf(':') < 1 || each.indexOf(0) >= 0)) {
            refuse("label", "must be key:value, at most " + LABELS + " times");
        }
        return labels;
    }

    /** Units that values are to be told in. */
    public Optional<String> convertTo() {
        return first("convertTo")
                .flatMap(code -> required(
                        "convertTo",
                        Optional.of(code).filter(each -> !each.isEmpty() && ObservationLimits.isUnits(each)),
                        "must be a UCUM code such as kW.h or Cel, with % written as %25"));
    }

    /** A duration of days, hours, minutes and seconds. */
    public static Optional<Duration> duration(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeException | ArithmeticException noDuration) {
            return Optional.empty();
        }
    }

    /** A whole number. */
    public Optional<Integer> number(String name, int atLeast, int atMost) {
        return first(name)
                .flatMap(text -> required(
                        name,
                        number(text).filter(n -> n >= atLeast && n <= atMost),
                        "must be " + atLeast + " to " + atMost));
    }

    public int limit(int atMost) {
        return first("limit")
                .flatMap(text ->
                        required("limit", number(text).filter(n -> n >= 1 && n <= atMost), "must be 1 to " + atMost))
                .orElse(Math.min(DEFAULT_LIMIT, atMost));
    }

    public boolean newestFirst() {
        return first("order")
                .flatMap(word -> required(
                        "order", Optional.of(word).filter(List.of("asc", "desc")::contains), "must be asc or desc"))
                .map("desc"::equals)
                .orElse(true);
    }

    public <T> Optional<T> cursor(Function<String, Optional<T>> reader) {
        return first("after")
                .flatMap(text -> required("after", reader.apply(text), "must be the next of the page before"));
    }

    public <T> Optional<T> required(String name, Optional<T> value, String otherwise) {
        if (value.isEmpty()) {
            refuse(name, otherwise);
        }
        return value;
    }

    public Optional<String> first(String name) {
        var values = given.getOrDefault(name, List.of());
        if (values.size() > 1) {
            refuse(name, "must be there once");
        }
        return values.stream().findFirst();
    }

    public void refuse(String name, String message) {
        violations.add(name, message);
    }

    /** Raises the problem when something was wrong. */
    public void check() {
        violations.raise();
    }

    public static Optional<UUID> uuid(String text) {
        try {
            return text.length() == UUID_LENGTH ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException noUuid) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text).truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}
