package io.lamplighter.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.gateway.Devices;
import io.lamplighter.gateway.api.Attendance;
import io.lamplighter.gateway.api.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttendancesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration EXPIRY = Duration.ofSeconds(10);
    private static final UUID SELF = Devices.id();
    private static final UUID OTHER = Devices.id();
    private static final UUID LAMP = Devices.id();
    private static final UUID HEATER = Devices.id();

    private final Attendances attendances = new Attendances();

    private static Attendance at(UUID replica, String socket, String user, UUID device, Phase phase) {
        return new Attendance(replica, socket, user, Map.of(device, phase), NOW);
    }

    @Test
    void whatIsTouchedIsWhereSomebodyWasAndIs() {
        var _ = attendances.heard(SELF, NOW);
        assertThat(attendances.put(at(SELF, "1", "ada", LAMP, Phase.VIEWING))).containsExactly(LAMP);
        assertThat(attendances.put(at(SELF, "1", "ada", HEATER, Phase.VIEWING))).containsOnly(LAMP, HEATER);
        assertThat(attendances.users(LAMP, Phase.VIEWING)).isEmpty();
        assertThat(attendances.users(HEATER, Phase.VIEWING)).containsExactly("ada");
        assertThat(attendances.remove(SELF, "1")).containsExactly(HEATER);
        assertThat(attendances.devices()).isEmpty();
        assertThat(attendances.users()).isZero();
    }

    @Test
    void userAtTwoReplicasIsOneUser() {
        var _ = attendances.heard(SELF, NOW);
        var _ = attendances.heard(OTHER, NOW);
        var _ = attendances.put(at(SELF, "1", "ada", LAMP, Phase.VIEWING));
        var _ = attendances.put(at(OTHER, "1", "ada", LAMP, Phase.CONTROLLING));
        assertThat(attendances.users()).isEqualTo(1);
        var _ = attendances.remove(SELF, "1");
        assertThat(attendances.users(LAMP, Phase.VIEWING)).isEmpty();
        assertThat(attendances.users(LAMP, Phase.CONTROLLING)).containsExactly("ada");
    }

    @Test
    void replicaCountsOnlyWhileItIsHeardOf() {
        var _ = attendances.put(at(OTHER, "1", "ada", LAMP, Phase.VIEWING));
        assertThat(attendances.users(LAMP, Phase.VIEWING)).isEmpty();
        assertThat(attendances.heard(OTHER, NOW)).containsExactly(LAMP);
        assertThat(attendances.users(LAMP, Phase.VIEWING)).containsExactly("ada");
        assertThat(attendances.expire(NOW.plusSeconds(10), EXPIRY, SELF)).isEmpty();
        assertThat(attendances.expire(NOW.plusSeconds(11), EXPIRY, SELF)).containsExactly(LAMP);
        assertThat(attendances.users()).isZero();
        var _ = attendances.put(at(OTHER, "2", "bob", LAMP, Phase.VIEWING));
        var _ = attendances.heard(OTHER, NOW.plusSeconds(12));
        assertThat(attendances.users(LAMP, Phase.VIEWING)).containsExactly("ada", "bob");
    }

    @Test
    void replicaThatDoesNotComeBackIsForgottenWithAllItsSockets() {
        var _ = attendances.heard(OTHER, NOW);
        var _ = attendances.put(at(OTHER, "1", "ada", LAMP, Phase.VIEWING));
        assertThat(attendances.bury(NOW.plusSeconds(60), EXPIRY)).isEmpty();
        var _ = attendances.expire(NOW.plusSeconds(60), EXPIRY, SELF);
        assertThat(attendances.bury(NOW.plusSeconds(60), EXPIRY))
                .extracting(Attendance::socket)
                .containsExactly("1", null);
        assertThat(attendances.bury(NOW.plusSeconds(60), EXPIRY)).isEmpty();
    }
}
