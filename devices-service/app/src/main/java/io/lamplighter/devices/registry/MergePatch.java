package io.lamplighter.devices.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.devices.problems.UnreadableBodyException;
import jakarta.enterprise.context.ApplicationScoped;

/** JSON Merge Patch as of RFC 7396: what is null goes, objects are merged, all else replaces. */
@ApplicationScoped
public class MergePatch {
    private final ObjectMapper json;

    MergePatch(ObjectMapper json) {
        this.json = json;
    }

    /** What {@code patch} makes of {@code current}. */
    public <T> T apply(JsonNode patch, T current, Class<T> type) {
        try {
            return json.treeToValue(merge(json.valueToTree(current), patch), type);
        } catch (JsonProcessingException mismatch) {
            throw new UnreadableBodyException(mismatch);
        }
    }

    private JsonNode merge(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        var merged = target instanceof ObjectNode object ? object : json.createObjectNode();
        changes.properties().forEach(change -> mergeInto(merged, change.getKey(), change.getValue()));
        return merged;
    }

    private void mergeInto(ObjectNode merged, String name, JsonNode change) {
        if (change.isNull()) {
            merged.remove(name);
        } else {
            merged.set(name, merge(merged.get(name), change));
        }
    }
}
