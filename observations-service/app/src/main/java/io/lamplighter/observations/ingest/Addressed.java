package io.lamplighter.observations.ingest;

import io.lamplighter.observations.api.Observation;
import java.util.UUID;

/** One observation of a device that there is. */
record Addressed(UUID deviceId, Observation observation) {}
