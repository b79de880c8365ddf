package io.lamplighter.interactions.interactions;

import java.util.UUID;

/** Which interactions are wanted; each part may be null. */
record InteractionFilter(String task, String state, UUID schedule, UUID parent, UUID after) {}
