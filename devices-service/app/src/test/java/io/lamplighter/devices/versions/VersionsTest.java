package io.lamplighter.devices.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VersionsTest {

    @Test
    void requiresAPreconditionOnlyWhenToldTo() {
        var lenient = new Versions(() -> false);
        var strict = new Versions(() -> true);

        assertThatCode(() -> lenient.precondition(null).check(3)).doesNotThrowAnyException();
        assertThatThrownBy(() -> strict.precondition(null)).isInstanceOf(MissingPreconditionException.class);
        assertThatCode(() -> strict.precondition("\"3\"").check(3)).doesNotThrowAnyException();
        assertThatThrownBy(() -> strict.precondition("\"2\"").check(3)).isInstanceOf(StaleVersionException.class);
        assertThatThrownBy(() -> strict.precondition("W/\"3\"").check(3)).isInstanceOf(StaleVersionException.class);
    }

    @Test
    void saysSoWith428() {
        var answer = new VersionProblems().missingPrecondition(new MissingPreconditionException());

        assertThat(answer.getStatus()).isEqualTo(428);
        assertThat(answer.getMediaType()).hasToString("application/problem+json");
    }
}
