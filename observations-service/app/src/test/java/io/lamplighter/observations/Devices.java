package io.lamplighter.observations;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Devices as the registry of the tests knows them. */
public final class Devices {
    static final String TROUBLE = "deadbeef";

    private Devices() {}

    public static UUID registered() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    public static UUID unregistered() {
        return UUID.randomUUID();
    }

    /** One about which the registry cannot answer. */
    public static UUID undecided() {
        return UUID.fromString(TROUBLE + UUID.randomUUID().toString().substring(8));
    }

    public static String json(String id) {
        return """
        {"id":"%s","name":"Lamp","type":"plug","vendor":"simulator","account":"default","vendorIds":{"id":"1"},"labels":{},
        "enabled":true,"createdAt":"2026-11-21T08:00:00Z","updatedAt":"2026-11-21T08:00:00Z","version":1,"future":[1]}""".formatted(id);
    }
}
