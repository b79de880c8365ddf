package io.lamplighter.simulated;

import io.vertx.core.json.JsonObject;

/** What a device was asked, and how many websockets to it are open now, for tests. */
final class Calls {
    private long requests;
    private long sets;
    private long dropped;
    private long connections;
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

    void connected() {
        connections++;
    }

    void disconnected() {
        connections--;
    }

    JsonObject view() {
        return new JsonObject()
                .put("requests", requests)
                .put("sets", sets)
                .put("dropped", dropped)
                .put("connections", connections)
                .put("lastSet", lastSet);
    }
}
