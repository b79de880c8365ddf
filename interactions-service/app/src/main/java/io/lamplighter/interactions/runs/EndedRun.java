package io.lamplighter.interactions.runs;

import java.util.UUID;

/** A run that has just ended. */
record EndedRun(UUID id, UUID interactionId, String state) {}
