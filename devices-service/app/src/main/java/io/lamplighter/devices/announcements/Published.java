package io.lamplighter.devices.announcements;

import java.util.List;

/**
 * What became of a batch of changes.
 *
 * @param changes those that Kafka has acknowledged
 * @param failure why it has not the others; null when it has all of them
 */
record Published(List<DeviceChange> changes, Exception failure) {}
