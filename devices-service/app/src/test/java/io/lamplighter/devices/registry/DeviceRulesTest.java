package io.lamplighter.devices.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.devices.api.RegisterDevice;
import io.lamplighter.devices.problems.InvalidInputException;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceRulesTest {

    @Test
    void takesAnyTypeWithoutACatalogue() {
        assertThat(rules(null).check(typed("teapot")).type()).isEqualTo("teapot");
    }

    @Test
    void takesOnlyTheTypesOfTheCatalogue() {
        var rules = rules(List.of("plug", "lamp"));

        assertThat(rules.check(typed("lamp")).type()).isEqualTo("lamp");
        assertThatThrownBy(() -> rules.check(typed("teapot")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("type");
    }

    @Test
    void leavesWhatWasStoredUnderLooserRules() {
        var rules = rules(List.of("plug", "lamp"));
        var stored = typed("teapot");
        var renamed = new RegisterDevice(
                "y", "teapot", "shelly", null, Map.of("mac", "1"), null, Map.of("room", "hall"), null, null, null);

        assertThat(rules.check(renamed, stored)).isEqualTo(renamed);
        assertThat(rules.check(typed("lamp"), stored).type()).isEqualTo("lamp");
        assertThatThrownBy(() -> rules.check(typed("kettle"), stored))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("type");
    }

    private static RegisterDevice typed(String type) {
        return new RegisterDevice("x", type, "shelly", null, Map.of("mac", "1"), null, null, null, null, null);
    }

    private static DeviceRules rules(List<String> types) {
        return new DeviceRules(validator(), new ObjectMapper(), new RegistryConfig() {
            @Override
            public Optional<List<String>> types() {
                return Optional.ofNullable(types);
            }

            @Override
            public Duration timeLimit() {
                return Duration.ofSeconds(5);
            }
        });
    }

    private static Validator validator() {
        try (var factory = Validation.buildDefaultValidatorFactory()) {
            return factory.getValidator();
        }
    }
}
