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
 * @param nonce what the password must be proven with; another one makes proofs stale
 * @param clockOffset by how many seconds its clock is wrong
 */
record Behaviour(
        int delayMs,
        double failRate,
        boolean drop,
        boolean rubbish,
        Integer rateLimit,
        String password,
        long nonce,
        long clockOffset) {
    private static final long NONCE = 1_725_185_413L;

    static final Behaviour GOOD = new Behaviour(0, 0, false, false, null, null, NONCE, 0);
    private static final long LONGEST_OFFSET = 3_155_760_000L;

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
        if (Math.abs(clockOffset) > LONGEST_OFFSET) {
            throw new IllegalArgumentException("clockOffset: must be within a hundred years");
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
                    json.getString("password"),
                    json.getLong("nonce", NONCE),
                    json.getLong("clockOffset", 0L));
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
                .put("password", password)
                .put("nonce", nonce)
                .put("clockOffset", clockOffset);
    }
}
