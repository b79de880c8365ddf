package io.lamplighter.interactions.runs;

import com.github.f4b6a3.uuid.UuidCreator;
import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.api.RunState;
import java.time.Instant;
import java.util.UUID;

/**
 * A run to be stored: one to be dispatched, or one that ended before it began.
 *
 * @param heldUntil when its vendor's quiet window ends; null when it need not wait
 */
public record NewRun(UUID id, UUID deviceId, RunState state, RunError error, Instant heldUntil) {
    public static final String DEVICE_NOT_FOUND = "device_not_found";

    public static NewRun scheduled(UUID deviceId) {
        return new NewRun(UuidCreator.getTimeOrderedEpoch(), deviceId, RunState.SCHEDULED, null, null);
    }

    /** One whose vendor is to be left alone until then; null for now. */
    public static NewRun scheduled(UUID deviceId, Instant heldUntil) {
        return new NewRun(UuidCreator.getTimeOrderedEpoch(), deviceId, RunState.SCHEDULED, null, heldUntil);
    }

    public static NewRun disabled(UUID deviceId) {
        var error = new RunError("device_disabled", "The device is disabled: enable it to run tasks against it.");
        return new NewRun(UuidCreator.getTimeOrderedEpoch(), deviceId, RunState.SKIPPED, error, null);
    }

    public static NewRun unknown(UUID deviceId) {
        var error = new RunError(DEVICE_NOT_FOUND, "The registry does not know this device.");
        return new NewRun(UuidCreator.getTimeOrderedEpoch(), deviceId, RunState.FAILED, error, null);
    }

    /** One for which there is nothing to do. */
    public static NewRun notNeeded(UUID deviceId, String reason) {
        return new NewRun(
                UuidCreator.getTimeOrderedEpoch(),
                deviceId,
                RunState.SKIPPED,
                new RunError("not_needed", reason),
                null);
    }

    public boolean isScheduled() {
        return state == RunState.SCHEDULED;
    }

    /** Whether its command is to be sent now. */
    public boolean isDue() {
        return isScheduled() && heldUntil == null;
    }

    public boolean ofUnknownDevice() {
        return error != null && error.code().equals(DEVICE_NOT_FOUND);
    }
}
