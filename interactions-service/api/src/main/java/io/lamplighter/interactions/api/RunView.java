package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One task against one device, as answered over REST and announced on the topic {@code runs}.
 *
 * @param scheduleId the schedule that started it; null when it was started on demand
 * @param attempts how often its command was sent
 * @param dueAt when it should start, UTC
 * @param startedAt when its command was first sent; null before
 * @param endedAt when it ended; null before
 * @param result what came of it, such as the observations made; null before the end and after a failure
 * @param error why it did not succeed; null otherwise
 * @param requestedBy who asked
 * @param version grows with each change
 * @param deadline when it ends as timed out at the latest; null while a rollout holds it back
 * @param nextAttemptAt when a failed command is sent again; null when none waits
 * @param durationMillis from its start to its end; null before
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunView(
        UUID id,
        UUID interactionId,
        UUID scheduleId,
        UUID deviceId,
        String task,
        Map<String, Object> arguments,
        RunState state,
        int attempts,
        Instant dueAt,
        Instant startedAt,
        Instant endedAt,
        Map<String, Object> result,
        RunError error,
        String requestedBy,
        long version,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant deadline,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant nextAttemptAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long durationMillis) {}
