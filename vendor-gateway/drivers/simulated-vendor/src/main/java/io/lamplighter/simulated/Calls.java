package io.lamplighter.simulated;

import io.vertx.core.json.JsonObject;

/** What a device was asked, for tests. */
final class Calls {
    private long requests;
    private long sets;
    private long dropped;
    private JsonObject lastSet;

    void asked() {
        requests++;
    }

    void set(JsonObject parameters) {
        sets++;
        lastSet = parameters.copy();
    }

    void dropped() {
        dropped++;
    }

    JsonObject view() {
        return new JsonObject()
                .put("requests", requests)
                .put("sets", sets)
                .put("dropped", dropped)
                .put("lastSet", lastSet);
    }
}
