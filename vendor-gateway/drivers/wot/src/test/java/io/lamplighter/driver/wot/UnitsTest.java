package io.lamplighter.driver.wot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "celsius | Cel",
                "C° | Cel",
                "om:second-Time | s",
                "om2:metrePerSecond-TimeSquared | m/s2",
                "om2:radianPerSecond-Time | rad/s",
                "Celsius | Cel",
                "degree celsius | Cel",
                "degrees Celsius | Cel",
                "°C | Cel",
                "C | Cel",
                "Cel | Cel",
                "degC | Cel",
                "fahrenheit | [degF]",
                "°F | [degF]",
                "kelvin | K",
                "percent | %",
                "% | %",
                "Percentage | %",
                "lux | lx",
                "Lux | lx",
                "lx | lx",
                "ppm | [ppm]",
                "hectopascal | hPa",
                "hPa | hPa",
                "mbar | mbar",
                "millibar | mbar",
                "micrograms per cubic metre | ug/m3",
                "µg/m³ | ug/m3",
                "ug/m3 | ug/m3",
                "watt | W",
                "watts | W",
                "kW | kW",
                "kilowatts | kW",
                "kWh | kW.h",
                "kilowatt hour | kW.h",
                "kilowatt-hours | kW.h",
                "Wh | W.h",
                "volt | V",
                "mV | mV",
                "ampere | A",
                "milliamps | mA",
                "hertz | Hz",
                "MHz | MHz",
                "metre | m",
                "meters | m",
                "cm | cm",
                "km/h | km/h",
                "kilometers per hour | km/h",
                "m/s | m/s",
                "metre per second | m/s",
                "m/s² | m/s2",
                "degree | deg",
                "degrees | deg",
                "° | deg",
                "radian | rad",
                "second | s",
                "seconds | s",
                "ms | ms",
                "minutes | min",
                "hour | h",
                "days | d",
                "litre | L",
                "liters per minute | L/min",
                "l/min | L/min",
                "cubic metre | m3",
                "m³ | m3",
                "m3 | m3",
                "m3/h | m3/h",
                "decibel | dB",
                "dB | dB",
                "dB(A) | dB",
                "kilogram | kg",
                "g | g",
                "rpm | {rev}/min",
                "W/m2 | W/m2",
                "pH | [pH]",
                "inches | [in_i]",
                "feet | [ft_i]",
                "Ω | Ohm",
                "kilobytes | kBy",
                "lumen | lm",
                "newton | N",
                "psi | [psi]",
                "volt ampere | V.A",
                "http://qudt.org/vocab/unit/DEG_C | Cel",
                "qudt:DEG_C | Cel",
                "unit:PERCENT | %",
                "qudtUnit:KiloW-HR | kW.h",
                "http://qudt.org/vocab/unit/W-HR | W.h",
                "unit:LUX | lx",
                "unit:HectoPA | hPa",
                "unit:MilliM | mm",
                "unit:M | m",
                "unit:KiloM-PER-HR | km/h",
                "unit:M-PER-SEC | m/s",
                "unit:M-PER-SEC2 | m/s2",
                "unit:MicroGM-PER-M3 | ug/m3",
                "unit:PPM | [ppm]",
                "unit:DEG | deg",
                "unit:UNITLESS | 1",
                "http://qudt.org/1.1/vocab/unit#DegreeCelsius | Cel",
                "unit:V-A | V.A",
                "unit:L-PER-MIN | L/min",
                "unit:W-PER-M2 | W/m2",
                "unit:KiloGM | kg",
                "om:degreeCelsius | Cel",
                "om:degree_Celsius | Cel",
                "http://www.ontology-of-units-of-measure.org/resource/om-2/percent | %",
                "om2:kilowattHour | kW.h",
                "om:microgramPerCubicmetre | ug/m3",
                "om-2:metrePerSecond-Time | m/s",
                "om:lux | lx",
                "om:hectopascal | hPa"
            })
    void becomesAUcumCode(String unit, String code) {
        assertThat(Units.of(unit)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "something | {somethin}",
                "angle per sec | {angleper}",
                "€/kWh | {/kWh}",
                "{a}b | {ab}",
                "温 | {unit}",
                "rev/min | {rev}/min",
                "http://example.org/units#smoots | {smoots}",
                "kWh/100km | {kWh/100k}"
            })
    void whatIsNotKnownBecomesAnAnnotation(String unit, String code) {
        assertThat(Units.of(unit)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1", "unitless"})
    void nothingIsNoUnit(String unit) {
        assertThat(Units.of(unit)).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "////////////",
                "per per per",
                "-PER-",
                "KiloKiloW",
                "a/b/c/d/e",
                "µµµ",
                "_",
                "kilo",
                "km/h/s/min",
                "per_"
            })
    void isAlwaysWhatACodeMayBe(String unit) {
        assertThat(Units.of(unit)).matches("[!-~]{1,10}");
        assertThat(Units.of(unit.repeat(5_000))).matches("[!-~]{1,10}");
    }
}
