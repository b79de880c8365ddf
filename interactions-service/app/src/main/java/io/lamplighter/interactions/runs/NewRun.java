package io.lamplighter.interactions.runs;

import com.github.f4b6a3.uuid.UuidCreator;
import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.api.RunState;
import java.util.UUID;

/** A run to be stored: one to be dispatched, or one that ended before it began. */
public record NewRun(UUID id, UUID deviceId, RunState state, RunError error) {
    public static final String DEVICE_NOT_FOUND = "device_not_found";

    public static NewRun scheduled(UUID deviceId) {
        return new NewRun(UuidCreator.getTimeOrderedEpoch(), deviceId, RunState.SCHEDULED, null);
    }

    public static NewRun disabled(UUID deviceId) {
        var error = new RunError("device_disabled", "The device is disabled: enable it to run tasks against it.");
        return new NewRun(UuidCreator.getTimeOrderedEpoch(), deviceId, RunState.SKIPPED, error);
    }

    public static NewRun unknown(UUID deviceId) {
        var error = new RunError(DEVICE_NOT_FOUND, "The registry does not know this device.");
        return new NewRun(UuidCreator.getTimeOrderedEpoch(), deviceId, RunState.FAILED, error);
    }

    /** One for which there is nothing to do. */
    public static NewRun notNeeded(UUID deviceId, String reason) {
        return new NewRun(
                UuidCreator.getTimeOrderedEpoch(), deviceId, RunState.SKIPPED, new RunError("not_needed", reason));
    }

    public boolean ofUnknownDevice() {
        return error != null && error.code().equals(DEVICE_NOT_FOUND);
    }
}
