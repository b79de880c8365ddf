package io.lamplighter.gateway.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Observation.Attribute;
import io.lamplighter.driver.Observation.Status;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObservationRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    static Stream<Observation> unstorable() {
        return Stream.of(
                new Attribute("2nd_power", 1, "W", NOW),
                new Attribute("Power", 1, "W", NOW),
                new Attribute("p".repeat(101), 1, "W", NOW),
                new Attribute("power", 1, "k W", NOW),
                new Attribute("power", 1, "W".repeat(11), NOW),
                new Status("state", "a\0b", NOW),
                new Status("state", "half \ud83d", NOW),
                new Status("state", "x".repeat(1025), NOW));
    }

    @ParameterizedTest
    @MethodSource("unstorable")
    void refusesWhatTheObservationsServiceWouldNotStore(Observation observation) {
        assertThatThrownBy(() -> ObservationRules.stored(observation))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be stored");
    }

    @Test
    void passesOnWhatCanBeStored() {
        assertThat(ObservationRules.stored(new Attribute("power_2", 1.5, "W", NOW)))
                .isEqualTo(new io.lamplighter.observations.api.Attribute("power_2", 1.5, "W", NOW));
        assertThat(ObservationRules.stored(new Status("on", true, NOW)))
                .isEqualTo(new io.lamplighter.observations.api.Status("on", true, NOW));
    }
}
