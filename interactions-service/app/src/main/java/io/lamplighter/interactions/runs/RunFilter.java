package io.lamplighter.interactions.runs;

import java.util.UUID;

/** Which runs are wanted; each part may be null. */
record RunFilter(UUID interaction, UUID schedule, UUID device, String state, UUID after) {}
