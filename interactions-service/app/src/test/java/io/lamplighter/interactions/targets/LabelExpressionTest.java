package io.lamplighter.interactions.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelExpressionTest {
    private static final Map<String, String> LABELS = Map.of("room", "kitchen", "floor", "1", "demo", "yes");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        room=kitchen                       | true
        room == kitchen                    | true
        room!=kitchen                      | false
        room!=hall                         | true
        attic!=hall                        | true
        room in (hall, kitchen)            | true
        room in (hall)                     | false
        room notin (hall)                  | true
        attic notin (hall)                 | true
        demo                               | true
        !demo                              | false
        !attic                             | true
        room=kitchen,floor=1               | true
        room=kitchen , floor=2             | false
        """)
    void judges(String expression, boolean holds) {
        assertThat(LabelExpression.parse(expression).test(LABELS)).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=b;c", "a=", "=b", "a in b", "a in (b", ",", "a,,b", "a b", "a>1"})
    void refusesWhatItCannotRead(String expression) {
        assertThatThrownBy(() -> LabelExpression.parse(expression)).hasMessageContaining("cannot be read");
    }
}
