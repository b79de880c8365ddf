package io.lamplighter.interactions.runs;

import java.util.UUID;

/** A run that has just ended, or been put back to be tried again. */
public record EndedRun(UUID id, UUID interactionId, String state) {
    boolean hasEnded() {
        return !state.equals("scheduled");
    }
}
