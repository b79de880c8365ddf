package io.lamplighter.simulated;

import io.vertx.core.json.JsonObject;

/**
 * How badly a device behaves.
 *
 * @param delayMs how long each answer takes
 * @param failRate share of calls that end in HTTP 500, from 0 to 1
 * @param drop whether connections are cut instead of answered
 * @param rubbish whether answers are cut short, empty, of the wrong types or not JSON
 * @param rateLimit calls a second above which HTTP 429 is the answer; null for no limit
 * @param password what callers must prove to know; null when nobody has to
 */
record Behaviour(int delayMs, double failRate, boolean drop, boolean rubbish, Integer rateLimit, String password) {
    static final Behaviour GOOD = new Behaviour(0, 0, false, false, null, null);

    Behaviour {
        if (delayMs < 0 || delayMs > 600_000) {
            throw new IllegalArgumentException("delayMs: must be between 0 and 600000");
        }
        if (!(failRate >= 0 && failRate <= 1)) {
            throw new IllegalArgumentException("failRate: must be between 0 and 1");
        }
        if (rateLimit != null && rateLimit < 0) {
            throw new IllegalArgumentException("rateLimit: must not be negative");
        }
    }

    /** Reads a request; what it does not name is good. */
    static Behaviour of(JsonObject json) {
        try {
            return new Behaviour(
                    json.getInteger("delayMs", 0),
                    json.getDouble("failRate", 0.0),
                    json.getBoolean("drop", false),
                    json.getBoolean("rubbish", false),
                    json.getInteger("rateLimit"),
                    json.getString("password"));
        } catch (ClassCastException | NullPointerException e) {
            throw new IllegalArgumentException("wrong type of a field", e);
        }
    }

    JsonObject view() {
        return new JsonObject()
                .put("delayMs", delayMs)
                .put("failRate", failRate)
                .put("drop", drop)
                .put("rubbish", rubbish)
                .put("rateLimit", rateLimit)
                .put("password", password);
    }
}
