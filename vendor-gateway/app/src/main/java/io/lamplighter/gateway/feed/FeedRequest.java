package io.lamplighter.gateway.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * What a client asks: to subscribe or to unsubscribe.
 *
 * @param stream null for an unsubscribe
 * @param devices none for all
 * @param since null to begin with a snapshot
 */
record FeedRequest(boolean subscribe, String id, String stream, Set<UUID> devices, String since) {
    private static final int LONGEST_ID = 100;
    private static final int UUID_LENGTH = 36;

    /** Reads a message; fails with {@link FeedException} naming the field. */
    static FeedRequest read(JsonNode message, int maxDevices) {
        if (!message.isObject()) {
            throw refused("message", "must be a JSON object");
        }
        var type = text(message, "type");
        var id = text(message, "id");
        if (id == null || id.isEmpty() || id.length() > LONGEST_ID) {
            throw refused("id", "must be a text of 1 to " + LONGEST_ID + " characters");
        }
        return switch (type) {
            case "subscribe" -> subscribe(message, id, maxDevices);
            case "unsubscribe" -> new FeedRequest(false, id, null, Set.of(), null);
            case null, default -> throw refused("type", "must be subscribe or unsubscribe");
        };
    }

    private static FeedRequest subscribe(JsonNode message, String id, int maxDevices) {
        var stream = text(message, "stream");
        if (stream == null) {
            throw refused("stream", "must be observations, devices or runs");
        }
        return new FeedRequest(true, id, stream, devices(message.get("device"), maxDevices), text(message, "since"));
    }

    static FeedException refused(String field, String message) {
        return new FeedException(FeedProblems.invalid(field, message));
    }

    private static String text(JsonNode message, String field) {
        var node = message.get(field);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            throw refused(field, "must be a text");
        }
        return node.textValue();
    }

    private static Set<UUID> devices(JsonNode node, int maxDevices) {
        if (node == null || node.isNull()) {
            return Set.of();
        }
        if (!node.isArray()) {
            return Set.of(device(node, "device"));
        }
        if (node.isEmpty() || node.size() > maxDevices) {
            throw refused("device", "must name 1 to " + maxDevices + " devices, or be absent for all");
        }
        var devices = new LinkedHashSet<UUID>();
        for (var index = 0; index < node.size(); index++) {
            devices.add(device(node.get(index), "device[" + index + "]"));
        }
        return devices;
    }

    private static UUID device(JsonNode node, String field) {
        try {
            if (node.isTextual() && node.textValue().length() == UUID_LENGTH) {
                return UUID.fromString(node.textValue());
            }
        } catch (IllegalArgumentException noId) {
            throw refused(field, "must be the id of a device");
        }
        throw refused(field, "must be the id of a device");
    }
}
