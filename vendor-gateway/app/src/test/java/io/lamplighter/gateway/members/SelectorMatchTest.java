package io.lamplighter.gateway.members;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamplighter.devices.api.Selector;
import org.junit.jupiter.api.Test;

class SelectorMatchTest {
    private static Selector labels(String expression) {
        return new Selector(null, null, null, null, expression, null, null, null, null, null, null);
    }

    @Test
    void labelsThatAreTooLongOrCannotBeReadAreRefusedByTheirName() {
        assertThatCode(() -> new SelectorMatch(labels("a".repeat(1_000)))).doesNotThrowAnyException();
        assertThatThrownBy(() -> new SelectorMatch(labels("a".repeat(1_001))))
                .isInstanceOfSatisfying(
                        UnservedSelectorException.class,
                        refused -> org.assertj.core.api.Assertions.assertThat(refused.field())
                                .isEqualTo("labels"))
                .hasMessageContaining("at most 1000 characters");
        assertThatThrownBy(() -> new SelectorMatch(labels("room in ("))).hasMessageStartingWith("column ");
    }
}
