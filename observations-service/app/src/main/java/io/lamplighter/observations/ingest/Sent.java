package io.lamplighter.observations.ingest;

import io.lamplighter.observations.api.Observation;

/**
 * One observation of a request.
 *
 * @param place where its device is named
 */
record Sent(DeviceReference device, Observation observation, String place) {}
