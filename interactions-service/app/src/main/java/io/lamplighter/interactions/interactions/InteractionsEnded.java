package io.lamplighter.interactions.interactions;

import java.util.List;
import java.util.UUID;

/** Told within this replica after interactions have ended. */
public record InteractionsEnded(List<UUID> ids) {}
