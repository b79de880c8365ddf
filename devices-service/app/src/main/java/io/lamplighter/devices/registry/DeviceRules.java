package io.lamplighter.devices.registry;

import io.lamplighter.devices.api.Location;
import io.lamplighter.devices.api.RegisterDevice;
import io.lamplighter.devices.problems.InvalidInputException;
import io.lamplighter.devices.problems.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What every device must be, beyond its JSON types. */
@ApplicationScoped
class DeviceRules {
    private final Validator validator;
    private final List<String> types;

    DeviceRules(Validator validator, RegistryConfig config) {
        this.validator = validator;
        this.types = config.types().orElse(List.of());
    }

    /** Passes the wish on, or fails with everything that is wrong with it. */
    RegisterDevice check(RegisterDevice wanted) {
        if (wanted == null) {
            throw new InvalidInputException("name", "must be sent in a JSON object, with type, vendor and vendorIds");
        }
        var violations = new ArrayList<Violation>();
        validator.validate(wanted).forEach(broken -> violations.add(violation(broken)));
        checkType(wanted.type(), violations);
        checkPlace(wanted.location(), violations);
        checkTexts(wanted, violations);
        if (!violations.isEmpty()) {
            violations.sort(Comparator.comparing(Violation::field).thenComparing(Violation::message));
            throw new InvalidInputException(violations);
        }
        return wanted;
    }

    private void checkType(String type, List<Violation> violations) {
        if (type != null && !types.isEmpty() && !types.contains(type)) {
            violations.add(new Violation("type", "must be one of " + String.join(", ", types)));
        }
    }

    private static void checkPlace(Location place, List<Violation> violations) {
        if (place == null) {
            return;
        }
        if (place.timeZone() != null && !ZoneId.getAvailableZoneIds().contains(place.timeZone())) {
            violations.add(new Violation("location.timeZone", "must be an IANA time zone such as Europe/Rome"));
        }
        checkFinite("location.latitude", place.latitude(), violations);
        checkFinite("location.longitude", place.longitude(), violations);
        checkText("location.name", place.name(), violations);
    }

    private static void checkFinite(String field, Double degrees, List<Violation> violations) {
        if (degrees != null && !Double.isFinite(degrees)) {
            violations.add(new Violation(field, "must be a finite number"));
        }
    }

    private static void checkTexts(RegisterDevice wanted, List<Violation> violations) {
        checkText("name", wanted.name(), violations);
        checkText("type", wanted.type(), violations);
        checkText("account", wanted.account(), violations);
        checkTexts("vendorIds", wanted.vendorIds(), violations);
        checkTexts("labels", wanted.labels(), violations);
        if (wanted.labels() != null) {
            wanted.labels().keySet().stream()
                    .filter(key -> key.contains(":"))
                    .forEach(key -> violations.add(new Violation(
                            "labels." + key, "must not have a colon in its name: filters say name:value")));
        }
    }

    private static void checkTexts(String field, Map<String, String> entries, List<Violation> violations) {
        if (entries != null) {
            entries.forEach((key, value) -> {
                checkText(field + "." + key, key, violations);
                checkText(field + "." + key, value, violations);
            });
        }
    }

    // PostgreSQL stores no NUL, and half of a surrogate pair is no character at all.
    private static void checkText(String field, String text, List<Violation> violations) {
        if (text != null && text.codePoints().anyMatch(DeviceRules::isNoCharacter)) {
            violations.add(new Violation(field, "must not contain NUL or broken characters"));
        }
    }

    private static boolean isNoCharacter(int codePoint) {
        return codePoint == 0 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }

    private static Violation violation(ConstraintViolation<RegisterDevice> broken) {
        return new Violation(field(broken.getPropertyPath()), broken.getMessage());
    }

    // Bean validation says vendorIds[mac].<map value>; the caller knows it as vendorIds.mac.
    private static String field(Path path) {
        var field = new StringBuilder();
        for (var node : path) {
            var step = node.getKind() == ElementKind.CONTAINER_ELEMENT ? String.valueOf(node.getKey()) : node.getName();
            field.append(field.isEmpty() ? "" : ".").append(step);
        }
        return field.toString();
    }
}
