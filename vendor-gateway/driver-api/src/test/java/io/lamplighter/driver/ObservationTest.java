package io.lamplighter.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationTest {
    private static final Instant FINE = Instant.parse("2026-11-21T02:30:00.123456789Z");

    @Test
    void timesAreWholeMicroseconds() {
        var micros = Instant.parse("2026-11-21T02:30:00.123456Z");

        assertThat(new Observation.Attribute("power", 1, "W", FINE).validAt()).isEqualTo(micros);
        assertThat(new Observation.Status("on", true, FINE).validAt()).isEqualTo(micros);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void attributesAreFinite(double number) {
        assertThatThrownBy(() -> new Observation.Attribute("power", number, "W", FINE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("power");
    }

    @Test
    void statusesAreBooleansOrTexts() {
        assertThat(new Observation.Status("state", "open", FINE).value()).isEqualTo("open");
        assertThatThrownBy(() -> new Observation.Status("on", 1, FINE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void scopesPartObservations() {
        var attribute = new Observation.Attribute("power", 1, "W", FINE);
        var status = new Observation.Status("on", true, FINE);

        assertThat(Scope.ALL.includes(attribute) && Scope.ALL.includes(status)).isTrue();
        assertThat(Scope.STATUSES.includes(attribute) || Scope.ATTRIBUTES.includes(status))
                .isFalse();
        assertThat(Scope.STATUSES.includes(status) && Scope.ATTRIBUTES.includes(attribute))
                .isTrue();
    }
}
