package io.lamplighter.gateway.vendors;

import io.lamplighter.gateway.api.PresenceState;
import io.lamplighter.gateway.api.PresenceView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How an account is doing as a whole: as its vendor treats it, else as the devices of it do that are known.
 *
 * @param reason null when it is online, or when nothing is known
 */
record AccountCondition(PresenceState state, String reason) {
    static AccountCondition of(List<PresenceView> devices, boolean leftAlone, Optional<Instant> pausedUntil) {
        if (leftAlone) {
            return new AccountCondition(PresenceState.UNREACHABLE, "it does not answer and is left alone for a while");
        }
        if (pausedUntil.isPresent()) {
            return new AccountCondition(
                    PresenceState.RATE_LIMITED, "the vendor asks to be left alone until " + pausedUntil.get());
        }
        if (devices.isEmpty()) {
            return new AccountCondition(PresenceState.UNKNOWN, null);
        }
        return devices.stream().anyMatch(device -> device.state() == PresenceState.ONLINE)
                ? new AccountCondition(PresenceState.ONLINE, null)
                : ofAll(devices);
    }

    /** No device is well: what is the matter with the one that was heard of last. */
    private static AccountCondition ofAll(List<PresenceView> devices) {
        var last = devices.stream()
                .max(java.util.Comparator.comparing(PresenceView::since))
                .orElseThrow();
        return new AccountCondition(last.state(), last.reason());
    }
}
