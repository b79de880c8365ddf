package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What a run asks of the vendor gateway. It carries ids only: the device is looked up when the command is done.
 *
 * @param runId names the command: it is done once, a repeat is answered with the same result
 * @param task the task's key, such as {@code pull_status}
 * @param arguments the task's arguments, such as {@code {"name":"on","value":true}}
 * @param deadline never done after this time, UTC
 * @param requestedBy who asked: a user, {@code schedule:NAME} or a service
 * @param attempt 1 for the first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Command(
        UUID runId,
        UUID interactionId,
        UUID deviceId,
        String task,
        Map<String, Object> arguments,
        Instant deadline,
        String requestedBy,
        int attempt) {
    public Command {
        Objects.requireNonNull(runId, "runId: must not be null");
        Objects.requireNonNull(deviceId, "deviceId: must not be null");
        Objects.requireNonNull(task, "task: must not be null");
        Objects.requireNonNull(deadline, "deadline: must not be null");
        arguments = arguments == null ? Map.of() : arguments;
    }
}
