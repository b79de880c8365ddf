package io.lamplighter.observations.ingest;

import io.lamplighter.observations.api.Observation;
import java.util.UUID;

/** One observation of a request. */
record Sent(UUID deviceId, Observation observation) {}
