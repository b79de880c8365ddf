package io.lamplighter.gateway.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.gateway.api.PresenceState;
import io.lamplighter.gateway.api.PresenceView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccountConditionTest {
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    @Test
    void isAsItsDevicesAre() {
        assertThat(state(List.of())).isEqualTo(PresenceState.UNKNOWN);
        assertThat(state(List.of(device(PresenceState.UNREACHABLE, 1), device(PresenceState.ONLINE, 2))))
                .isEqualTo(PresenceState.ONLINE);
        assertThat(AccountCondition.of(
                        List.of(device(PresenceState.UNREACHABLE, 1), device(PresenceState.AUTHENTICATION_FAILED, 2)),
                        false,
                        Optional.empty()))
                .isEqualTo(new AccountCondition(PresenceState.AUTHENTICATION_FAILED, "since 2"));
    }

    @Test
    void whatTheVendorDoesToItComesFirst() {
        var well = List.of(device(PresenceState.ONLINE, 1));

        assertThat(AccountCondition.of(well, true, Optional.of(NOW)).state()).isEqualTo(PresenceState.UNREACHABLE);
        var limited = AccountCondition.of(well, false, Optional.of(NOW));
        assertThat(limited.state()).isEqualTo(PresenceState.RATE_LIMITED);
        assertThat(limited.reason()).contains("2026-11-28T10:00:00Z");
    }

    private static PresenceState state(List<PresenceView> devices) {
        return AccountCondition.of(devices, false, Optional.empty()).state();
    }

    private static PresenceView device(PresenceState state, int since) {
        return new PresenceView(UUID.randomUUID(), "fake", "default", state, "since " + since, NOW.plusSeconds(since));
    }
}
