package io.lamplighter.devices.announcements;

import io.lamplighter.devices.api.DeviceView;
import java.time.Instant;
import java.util.UUID;

/**
 * A change that the others have not heard of.
 *
 * @param id the device
 * @param version what it makes of the device
 * @param at when it was made
 * @param device the device as it is now; null when it is deleted
 */
record DeviceChange(UUID id, long version, Instant at, DeviceView device) {}
