package io.lamplighter.gateway;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Devices as the registry announces them. */
public final class Devices {
    private Devices() {}

    public static UUID id() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    /** A lamp of the fake vendor whose vendor id is its own id. */
    public static String lamp(UUID id) {
        return lamp(id, "fake", true, 1);
    }

    public static String lamp(UUID id, String vendor, boolean enabled, int version) {
        return lamp(id, vendor, enabled, version, "{}");
    }

    /** With these labels, as JSON. */
    public static String lamp(UUID id, String vendor, boolean enabled, int version, String labels) {
        return """
                {"id":"%s","name":"Lamp","type":"light","vendor":"%s","account":"default","vendorIds":{"device":"%s"},
                 "location":{"name":"Kitchen"},"labels":%s,"enabled":%s,"createdAt":"2026-01-01T00:00:00Z",
                 "updatedAt":"2026-01-01T00:00:00Z","version":%d,"updatedBy":"test"}
                """.formatted(id, vendor, id, labels, enabled, version);
    }
}
