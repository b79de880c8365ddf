package io.lamplighter.observations.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamplighter.observations.units.IncommensurableException;
import io.lamplighter.observations.units.Units;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

    /** Rules are divided by blanks, their members by semicolons. */
    private static Limits limits(String rules) {
        var values = new java.util.HashMap<String, String>();
        var each = rules.split(" ", -1);
        for (var i = 0; i < each.length; i++) {
            var prefix = "lamplighter.limits.rules[" + i + "].";
            values.putAll(Arrays.stream(each[i].split(";", -1))
                    .map(member -> member.split("=", 2))
                    .collect(Collectors.toMap(member -> prefix + member[0], member -> member[1])));
        }
        return limits(values);
    }

    private static Limits limits(Map<String, String> values) {
        return new Limits(
                new SmallRyeConfigBuilder()
                        .withMapping(LimitsConfig.class)
                        .withDefaultValues(values)
                        .build()
                        .getConfigMapping(LimitsConfig.class),
                new Units());
    }

    @Test
    void withoutRulesEverythingIsTaken() {
        var limit = limits(Map.of()).of("temperature");

        assertThat(limit).isSameAs(Limit.NONE);
        assertThat(limit.refusal(Double.MAX_VALUE, "blah")).isEmpty();
        assertThat(limit.refusal(-Double.MAX_VALUE, null)).isEmpty();
        assertThat(limit.refusal("anything")).isEmpty();
        assertThat(limit.refusal(false)).isEmpty();
    }

    @Test
    void theFirstRuleThatFitsANameCounts() {
        var limits = limits("name=outdoor_temperature;min=-60 name=*_temperature;min=0 name=*power*;max=10");

        assertThat(limits.of("outdoor_temperature").refusal(-50, "Cel")).isEmpty();
        assertThat(limits.of("indoor_temperature").refusal(-50, "Cel")).isPresent();
        assertThat(limits.of("indoor_temperature").refusal(50, "Cel")).isEmpty();
        assertThat(limits.of("peak_power_1").refusal(11, "W")).isPresent();
        assertThat(limits.of("power").refusal(11, "W")).isPresent();
        assertThat(limits.of("temperature")).isSameAs(Limit.NONE);
        assertThat(limits.of("indoor_temperature_1")).isSameAs(Limit.NONE);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            units=Cel;min=-40;max=125, -40, must be between -40 and 125 Cel
            min=0.5;max=1e300, 0.5, must be between 0.5 and 1.0E300
            units=W;min=0, 0, must be at least 0 W
            min=5;max=5, 5, must be between 5 and 5
            """)
    void boundsAreIncludedAndTold(String rule, double least, String message) {
        var limit = limits("name=x;" + rule).of("x");
        var units = rule.contains("W") ? "W" : "Cel";

        assertThat(limit.refusal(least, units)).isEmpty();
        assertThat(limit.refusal(Math.nextDown(least), units)).contains(message);
    }

    @Test
    void oneBoundIsEnough() {
        var limit = limits("name=x;max=125").of("x");

        assertThat(limit.refusal(-Double.MAX_VALUE, null)).isEmpty();
        assertThat(limit.refusal(125, "blah")).isEmpty();
        assertThat(limit.refusal(Math.nextUp(125.0), null)).contains("must be at most 125");
    }

    @ParameterizedTest
    @CsvSource({
        "Cel, -40, 125, [degF], -40, 257, 0.1",
        "Cel, -40, 125, K, 233.15, 398.15, 0.01",
        "[degF], -40, 257, Cel, -40, 125, 0.1",
        "kW.h, 0.1, 84.354, W.h, 100, 84354, 0.001",
        "W, 100, 300, kW, 0.1, 0.3, 0.0001",
        "%, 0, 30, 1, 0, 0.3, 0.0001",
        "%, 0, 30, , 0, 0.3, 0.0001"
    })
    void boundsHoldInEveryUnitThatTheyCanBeConvertedTo(
            String units, double min, double max, String sent, double least, double most, double step) {
        var limit = limits("name=x;units=%s;min=%s;max=%s".formatted(units, min, max))
                .of("x");

        assertThat(limit.refusal(least, sent)).isEmpty();
        assertThat(limit.refusal(most, sent)).isEmpty();
        assertThat(limit.refusal(least - step, sent))
                .hasValueSatisfying(why -> assertThat(why).endsWith(" " + units));
        assertThat(limit.refusal(most + step, sent)).isPresent();
    }

    @Test
    void otherUnitsAreRefusedNamingBoth() {
        var limit = limits("name=x;units=Cel;min=-40").of("x");

        assertThatThrownBy(() -> limit.refusal(20, "W"))
                .isInstanceOf(IncommensurableException.class)
                .hasMessage("must be units that Cel can be converted to, and W is not");
        assertThatThrownBy(() -> limit.refusal(20, null)).hasMessageContainingAll("Cel", "1");
    }

    @Test
    void statusesAreThoseThatAreListed() {
        var limit = limits("name=x;values=open,closed,true").of("x");

        assertThat(limit.refusal("open")).isEmpty();
        assertThat(limit.refusal(true)).isEmpty();
        assertThat(limit.refusal("Open")).contains("must be one of open, closed, true");
        assertThat(limit.refusal(false)).isPresent();
        assertThat(limit.refusal(-1e9, "W")).isEmpty();
        assertThat(limits("name=x;min=0").of("x").refusal("anything")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            name=x;min=5;max=3, `rules[0].min=5: must not be above max, which is 3`
            name=x;min=5;units=kWh, `rules[0].units=kWh: must be a UCUM code: kW.h instead of kWh`
            name=x, `rules[0]: must have min, max or values`
            name=x;units=W, `rules[0]: must have min, max or values`
            name=x;units=W;values=on, `rules[0].units=W: must be absent where there is neither min nor max`
            name=x;min=NaN, `rules[0].min=NaN: must be a finite number`
            name=x;max=Infinity, `rules[0].max=Infinity: must be a finite number`
            name=x;min=1 name=Power;min=1, `rules[1].name=Power: must be lower-case letters, digits, underscores and *`
            """)
    void whatCannotBeMeantStopsTheStartNamingTheKey(String rules, String message) {
        assertThatThrownBy(() -> limits(rules))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("lamplighter.limits." + message);
    }

    @Test
    void aRuleWithoutANameStopsTheStart() {
        assertThatThrownBy(() -> limits("min=1")).hasMessageContaining("lamplighter.limits.rules[0].name");
    }
}
