package io.lamplighter.interactions.interactions;

import java.util.UUID;

/**
 * What an interaction comes from, besides a schedule; each part may be null.
 *
 * @param parentId the workflow that it is a step of
 * @param step its place in the workflow
 * @param branch its place among the steps that go at the same time
 * @param rerunOf the interaction whose failed part it does again
 * @param idempotencyKey what the caller named the request by
 * @param requestHash of the request's body
 */
public record Origin(
        UUID parentId, Integer step, Integer branch, UUID rerunOf, String idempotencyKey, String requestHash) {
    public static final Origin NONE = new Origin(null, null, null, null, null, null);

    public static Origin step(UUID parent, int step, int branch) {
        return new Origin(parent, step, branch, null, null, null);
    }

    static Origin rerun(UUID of) {
        return new Origin(null, null, null, of, null, null);
    }

    static Origin request(String idempotencyKey, String hash) {
        return new Origin(null, null, null, null, idempotencyKey, idempotencyKey == null ? null : hash);
    }
}
