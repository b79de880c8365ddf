package io.lamplighter.gateway.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelExpressionTest {
    private static final Map<String, String> LABELS = Map.of("room", "kitchen", "floor", "1", "two words", "a,b \"c\"");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "room=kitchen | true",
                "room==kitchen | true",
                "room = hall | false",
                "room!=hall | true",
                "missing!=hall | true",
                "room in (hall, kitchen) | true",
                "room in(hall) | false",
                "room notin (hall) | true",
                "missing notin (hall) | true",
                "missing in (hall) | false",
                "room | true",
                "!room | false",
                "! missing | true",
                "room=kitchen,floor=1 | true",
                "room=kitchen , floor=2 | false",
                "\"two words\"=\"a,b \\\"c\\\"\" | true",
                "\"two words\" in (x,\"a,b \\\"c\\\"\") | true",
                "inside | false"
            })
    void picksByLabels(String expression, boolean picked) {
        assertThat(LabelExpression.parse(expression).test(LABELS)).isEqualTo(picked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "room in ( | 1",
                "room=kitchen, | 14",
                "room=kitchen,,floor | 14",
                "room kitchen | 1",
                "=kitchen | 1",
                "room in () | 1",
                "\"open | 1"
            })
    void tellsWhereItCannotBeRead(String expression, int column) {
        assertThatThrownBy(() -> LabelExpression.parse(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("column " + column + ":");
    }

    @Test
    void isReadInATimeThatGrowsWithItsLength() {
        assertThatThrownBy(() -> LabelExpression.parse("a".repeat(990) + "("))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LabelExpression.parse("a in (" + "b,".repeat(480)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LabelExpression.parse("a".repeat(2_000))).isInstanceOf(IllegalArgumentException.class);
    }
}
