package io.lamplighter.devices.api;

import java.util.List;
import java.util.UUID;

/**
 * Asks for many devices at once.
 *
 * @param ids 1 to 1000
 */
public record LookUpDevices(List<UUID> ids) {}
