package io.lamplighter.devices.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.Location;
import io.lamplighter.devices.api.RegisterDevice;
import io.lamplighter.devices.problems.InvalidInputException;
import io.lamplighter.devices.problems.UnreadableBodyException;
import io.lamplighter.devices.problems.Violation;
import io.lamplighter.devices.registry.DeviceRow;
import io.lamplighter.devices.registry.DeviceRules;
import io.lamplighter.devices.registry.MergePatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/** What a line makes of a device that is there: a line is a merge patch, but metadata are replaced as a whole. */
@ApplicationScoped
class LineMerge {
    private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {};
    private static final Location NOWHERE = new Location(null, null, null, null);

    private final ObjectMapper json;
    private final MergePatch patches;
    private final DeviceRules rules;

    LineMerge(ObjectMapper json, MergePatch patches, DeviceRules rules) {
        this.json = json;
        this.patches = patches;
        this.rules = rules;
    }

    /** Either a wish or violations. */
    record Merged(RegisterDevice wish, List<Violation> violations) {}

    Merged apply(ImportLine line, DeviceView device, UUID parent) {
        var current = DeviceRow.wish(device);
        var patch = line.patch().deepCopy();
        var metadata = patch.remove("metadata");
        try {
            var merged = patches.apply(patch, current, RegisterDevice.class);
            var placed = parent == null ? merged : below(merged, parent);
            return new Merged(rules.check(metadata == null ? placed : with(placed, metadata), current), List.of());
        } catch (InvalidInputException refused) {
            return new Merged(null, refused.violations());
        } catch (UnreadableBodyException mismatch) {
            return new Merged(null, List.of(mismatch.violation()));
        }
    }

    private RegisterDevice with(RegisterDevice wish, JsonNode metadata) {
        try {
            return with(wish, json.readValue(json.treeAsTokens(metadata), METADATA), wish.parentId());
        } catch (JsonProcessingException mismatch) {
            throw new UnreadableBodyException(mismatch);
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    static RegisterDevice below(RegisterDevice wish, UUID parent) {
        return with(wish, wish.metadata(), parent);
    }

    private static RegisterDevice with(RegisterDevice wish, Map<String, Object> metadata, UUID parent) {
        return new RegisterDevice(
                wish.name(),
                wish.type(),
                wish.vendor(),
                wish.account(),
                wish.vendorIds(),
                wish.location(),
                wish.labels(),
                wish.enabled(),
                metadata,
                parent);
    }

    /** Two wishes for the same device are equal in this form. */
    static RegisterDevice normal(RegisterDevice wish) {
        return new RegisterDevice(
                wish.name(),
                wish.type(),
                wish.vendor(),
                Objects.requireNonNullElse(wish.account(), "default"),
                new TreeMap<>(wish.vendorIds()),
                NOWHERE.equals(wish.location()) ? null : wish.location(),
                wish.labels() == null ? Map.of() : new TreeMap<>(wish.labels()),
                Objects.requireNonNullElse(wish.enabled(), true),
                wish.metadata() == null ? Map.of() : wish.metadata(),
                wish.parentId());
    }
}
