package io.lamplighter.gateway.members;

import java.util.UUID;

/**
 * A device began or stopped to be one of the members.
 *
 * @param entered false when it left
 */
public record Crossing(Members members, UUID deviceId, boolean entered) {}
