package io.lamplighter.observations.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    private final Units units = new Units();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "%",
                "W",
                "W.h",
                "kW.h",
                "Cel",
                "[degF]",
                "K",
                "V",
                "A",
                "Hz",
                "V.A",
                "lx",
                "hPa",
                "mbar",
                "ug/m3",
                "[ppm]",
                "[pH]",
                "m/s",
                "km/h",
                "W/m2",
                "mm[Hg]",
                "{count}",
                "/min",
                "deg",
                "dB",
                "B[W]",
                "dB[mW]",
                "10*3",
                "KiBy",
                "L/min",
                "[psi]",
                "1234567890",
                "%{RH}",
                "Ohm",
                "d",
                "uSv/h"
            })
    void knowsWhatDevicesSend(String code) {
        assertThat(units.isKnown(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kWh",
                "°C",
                "blah",
                "a b",
                "W.h.",
                "((((((((((",
                "1/",
                "ppm",
                "lux",
                "\"",
                "B[",
                "12345678901",
                " "
            })
    void knowsNothingElse(String code) {
        assertThat(units.isKnown(code)).isFalse();
    }

    @Test
    void tellsWhatWasMeant() {
        assertThat(Units.advice("kWh")).contains("kW.h instead of kWh");
        assertThat(Units.advice("blah")).contains("such as Cel");
    }

    @ParameterizedTest
    @CsvSource({
        "W.h, kW.h, 84354, 84.354",
        "kW.h, W.h, 84.354, 84354",
        "kW.h, MJ, 2, 7.2",
        "Cel, [degF], 21.5, 70.7",
        "[degF], Cel, 70.7, 21.5",
        "Cel, K, 0, 273.15",
        "%, 1, 50, 0.5",
        "hPa, mbar, 1013.25, 1013.25",
        "m/s, km/h, 10, 36",
        "Hz, /min, 50, 3000",
        "V.A, W, 5, 5",
        "g/m3, ug/m3, 2, 2000000"
    })
    void convertsBetweenCommensurableUnits(String from, String to, double value, double expected) {
        assertThat(units.conversion(from, to).value(value)).isCloseTo(expected, Offset.offset(expected * 1e-14));
    }

    @Test
    void differencesHaveNoZeroPoint() {
        assertThat(units.conversion("Cel", "[degF]").difference(10)).isEqualTo(18);
        assertThat(units.conversion("K", "Cel").difference(10)).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"W, Cel", "W, blah", "blah, W", "[pH], mol/L", "dB[mW], W", "Cel, %"})
    void refusesOthersNamingBoth(String from, String to) {
        for (var i = 0; i < 2; i++) {
            assertThatThrownBy(() -> units.conversion(from, to))
                    .isInstanceOf(IncommensurableException.class)
                    .hasMessageContainingAll(from, to);
        }
    }

    @Test
    void leavesTheSameUnitsAlone() {
        assertThat(units.conversion("W", "W").isNone()).isTrue();
        assertThat(units.conversion("blah", "blah").isNone()).isTrue();
    }
}
