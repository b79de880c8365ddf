package io.lamplighter.gateway.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Answers one command. The same result may come more than once.
 *
 * @param runId the run whose command it answers
 * @param observations what was observed while doing it, already on the topic {@code observations}
 * @param error null when it went well
 * @param startedAt when the gateway began with it, UTC
 * @param endedAt when it was done, UTC
 * @param attempt which attempt of the command it answers; null from a gateway that does not tell
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CommandResult(
        UUID runId,
        UUID deviceId,
        CommandOutcome outcome,
        List<Observed> observations,
        CommandError error,
        Instant startedAt,
        Instant endedAt,
        Integer attempt) {
    public CommandResult {
        Objects.requireNonNull(runId, "runId: must not be null");
        Objects.requireNonNull(deviceId, "deviceId: must not be null");
        Objects.requireNonNull(outcome, "outcome: must not be null");
        observations = observations == null ? List.of() : List.copyOf(observations);
    }
}
