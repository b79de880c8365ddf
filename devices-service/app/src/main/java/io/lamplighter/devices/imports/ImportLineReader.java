package io.lamplighter.devices.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.devices.api.RegisterDevice;
import io.lamplighter.devices.files.FileLine;
import io.lamplighter.devices.files.LineParser;
import io.lamplighter.devices.problems.InvalidInputException;
import io.lamplighter.devices.problems.UnreadableBodyException;
import io.lamplighter.devices.problems.Violation;
import io.lamplighter.devices.registry.DeviceRules;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Understands a line: which device it names, and what it says about it. */
@ApplicationScoped
class ImportLineReader {
    private static final String DEFAULT_ACCOUNT = "default";
    private static final Set<String> SAID_BY_CALLERS = Set.of(
            "id",
            "name",
            "type",
            "vendor",
            "account",
            "vendorIds",
            "location",
            "labels",
            "enabled",
            "metadata",
            "parentId",
            "parent");
    private static final Set<String> KEPT_BY_THE_REGISTRY =
            Set.of("createdAt", "updatedAt", "version", "updatedBy", "firstSeen", "lastSeen", "missingSince");
    private static final Set<String> OF_A_LOCATION = Set.of("name", "latitude", "longitude", "timeZone");

    private final ObjectMapper json;
    private final DeviceRules rules;

    ImportLineReader(ObjectMapper json, DeviceRules rules) {
        this.json = json;
        this.rules = rules;
    }

    ImportLine read(FileLine line, LineParser parser) {
        if (line.text() == null) {
            return ImportLine.unreadable(line, List.of(new Violation("line", line.fault())));
        }
        try {
            return read(line, parser.parse(line.text()));
        } catch (InvalidInputException unreadable) {
            return ImportLine.unreadable(line, unreadable.violations());
        }
    }

    private ImportLine read(FileLine line, ObjectNode device) {
        refuseUnknown(device);
        device.remove(KEPT_BY_THE_REGISTRY);
        var id = id(device.remove("id"), "id");
        var key = key("vendorIds", NaturalKey.of(device, null, DEFAULT_ACCOUNT));
        var parent = parent(device, key);
        if (id == null && !key.namesADevice()) {
            throw new InvalidInputException("vendorIds", "must name the device, with its vendor; or send its id");
        }
        return wished(line, id, key, parent, device);
    }

    private ImportLine wished(FileLine line, UUID id, NaturalKey key, NaturalKey parent, ObjectNode patch) {
        try {
            var wish = json.treeToValue(withoutNulls(patch), RegisterDevice.class);
            var violations = rules.violations(wish);
            return new ImportLine(line, id, key, parent, patch, violations.isEmpty() ? wish : null, violations);
        } catch (JsonProcessingException mismatch) {
            var violation = new UnreadableBodyException(mismatch).violation();
            return ImportLine.unreadable(line, List.of(violation));
        }
    }

    private static void refuseUnknown(ObjectNode device) {
        var violations = new ArrayList<Violation>();
        device.fieldNames().forEachRemaining(name -> {
            if (!SAID_BY_CALLERS.contains(name) && !KEPT_BY_THE_REGISTRY.contains(name)) {
                violations.add(new Violation(name, "is not a property of a device"));
            }
        });
        device.path("location").fieldNames().forEachRemaining(name -> {
            if (!OF_A_LOCATION.contains(name)) {
                violations.add(new Violation("location." + name, "is not a property of a location"));
            }
        });
        if (!violations.isEmpty()) {
            throw new InvalidInputException(violations);
        }
    }

    private static UUID id(JsonNode id, String field) {
        if (id == null || id.isNull()) {
            return null;
        }
        try {
            return UUID.fromString(id.isTextual() && id.textValue().length() == 36 ? id.textValue() : "");
        } catch (IllegalArgumentException _) {
            throw new InvalidInputException(field, "must be a UUID");
        }
    }

    private static NaturalKey parent(ObjectNode device, NaturalKey child) {
        var named = device.remove("parent");
        if (named == null || named.isNull()) {
            return null;
        }
        if (device.path("parentId").isTextual()) {
            throw new InvalidInputException("parent", "must not be there beside parentId");
        }
        var parent = key("parent.vendorIds", NaturalKey.of(named, child.vendor(), child.account()));
        if (!parent.namesADevice()) {
            throw new InvalidInputException("parent", "must be an object with the vendorIds of the parent");
        }
        device.putNull("parentId");
        return parent;
    }

    // The database compares keys before the rules are asked, and stores no NUL.
    private static NaturalKey key(String field, NaturalKey key) {
        var texts = new ArrayList<>(key.vendorIds().keySet());
        texts.addAll(key.vendorIds().values());
        texts.add(key.vendor() == null ? "" : key.vendor());
        texts.add(key.account());
        if (texts.stream().anyMatch(ImportLineReader::isBroken)) {
            throw new InvalidInputException(field, "must not contain NUL or broken characters");
        }
        return key;
    }

    private static boolean isBroken(String text) {
        return text.chars().anyMatch(next -> next == 0 || Character.isSurrogate((char) next))
                && text.codePoints().anyMatch(next -> next == 0 || (next >= 0xD800 && next <= 0xDFFF));
    }

    // A null takes something away from a device that is there; from a new one there is nothing to take.
    private static ObjectNode withoutNulls(ObjectNode patch) {
        var wish = patch.objectNode();
        patch.properties().forEach(property -> {
            if (property.getKey().equals("metadata") || !(property.getValue() instanceof ObjectNode entries)) {
                if (!property.getValue().isNull()) {
                    wish.set(property.getKey(), property.getValue());
                }
            } else {
                wish.set(property.getKey(), withoutNulls(entries));
            }
        });
        return wish;
    }
}
