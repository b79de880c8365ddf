package io.lamplighter.devices.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
public class DeviceRules {
    private final Validator validator;
    private final ObjectMapper json;
    private final List<String> types;

    DeviceRules(Validator validator, ObjectMapper json, RegistryConfig config) {
        this.validator = validator;
        this.json = json;
        this.types = config.types().orElse(List.of());
    }

    /** Passes the wish on, or fails with everything that is wrong with it. */
    public RegisterDevice check(RegisterDevice wanted) {
        return passed(wanted, violations(wanted));
    }

    /**
     * Passes the wish on, or fails with everything that is wrong with it and was not there before: what is stored since a
     * time of looser rules is no reason to refuse another change.
     */
    public RegisterDevice check(RegisterDevice wanted, RegisterDevice stored) {
        var violations = violations(wanted);
        if (!violations.isEmpty()) {
            JsonNode now = json.valueToTree(wanted);
            JsonNode before = json.valueToTree(stored);
            var known = violations(stored);
            violations.removeIf(one -> known.contains(one) && at(now, one).equals(at(before, one)));
        }
        return passed(wanted, violations);
    }

    /** Everything that is wrong with it; empty when it may be registered. */
    public List<Violation> violations(RegisterDevice wanted) {
        if (wanted == null) {
            throw new InvalidInputException("name", "must be sent in a JSON object, with type, vendor and vendorIds");
        }
        var violations = new ArrayList<Violation>();
        validator.validate(wanted).forEach(broken -> violations.add(violation(broken)));
        checkType(wanted.type(), violations);
        checkPlace(wanted.location(), violations);
        checkTexts(wanted, violations);
        Metadata.check(wanted.metadata(), json, violations);
        violations.sort(Comparator.comparing(Violation::field).thenComparing(Violation::message));
        return violations;
    }

    private static RegisterDevice passed(RegisterDevice wanted, List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new InvalidInputException(violations);
        }
        return wanted;
    }

    // A field is a property, or an entry of a map or the location: property.entry, where only the entry may have dots.
    private static JsonNode at(JsonNode device, Violation violation) {
        var steps = violation.field().split("\\.", 2);
        var property = device.path(steps[0]);
        return steps.length == 1 ? property : property.path(steps[1]);
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

    private static void checkText(String field, String text, List<Violation> violations) {
        if (text != null && !Metadata.isStorable(text)) {
            violations.add(new Violation(field, "must not contain NUL or broken characters"));
        }
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
