package io.lamplighter.devices.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Collectors;
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
                "owner | +owner",
                "!retired | -retired",
                " ! retired  | -retired",
                "room=kitchen | +room:kitchen",
                "room == kitchen | +room:kitchen",
                "room!=kitchen | -room:kitchen",
                "room in (kitchen,hall) | +room:kitchen,hall",
                "floor notin( 1 , 2 ) | -floor:1,2",
                "room in (kitchen,hall), !retired, floor notin (1), owner | +room:kitchen,hall -retired -floor:1 +owner",
                "in in (in) , notin | +in:in +notin",
                "url=http://a/b?c | +url:http://a/b?c",
                "\"a b\" in (\"x, \\\"y\\\"\", z) | +a b:x, \"y\",z",
                "größe=weiß | +größe:weiß",
            })
    void readsRequirements(String expression, String requirements) {
        assertThat(LabelExpression.parse(expression).requirements().stream()
                        .map(one -> (one.isNegated() ? "-" : "+")
                                + one.name()
                                + (one.values().isEmpty() ? "" : ":" + String.join(",", one.values())))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(requirements);
    }

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
                "room in kitchen | column 9: expected an opening bracket",
                "room in (kitchen | column 17: expected a comma or a closing bracket",
                "room in () | column 10: expected a value",
                "room in (a,) | column 12: expected a value",
                "room inn (a) | column 6: expected in, notin, =, !=, a comma or the end",
                "room kitchen | column 6: expected in, notin, =, !=, a comma or the end",
                "room= | column 6: expected a value",
                "a,,b | column 3: expected the name of a label",
                "a, | column 3: expected the name of a label",
                "!! | column 2: expected the name of a label",
                "a=b c | column 5: expected a comma or the end",
                "a:b=c | column 1: the name of a label has no colon; say name=value",
                "a=\"b | column 3: this quotation mark has no second one",
                ")( | column 1: expected the name of a label",
            })
    void pointsAtTheColumnThatIsWrong(String expression, String message) {
        assertThatThrownBy(() -> LabelExpression.parse(expression).requirements())
                .isInstanceOf(LabelExpression.Broken.class)
                .hasMessage(message);
    }

    @Test
    void takesAReasonableNumberOfThem() {
        assertThat(LabelExpression.parse("a,".repeat(31) + "a").requirements()).hasSize(32);
        assertThatThrownBy(
                        () -> LabelExpression.parse("a,".repeat(100_000) + "a").requirements())
                .hasMessageContaining("at most 32 requirements");
        assertThatThrownBy(() -> LabelExpression.parse("a in (" + "1,".repeat(100_000) + "1)")
                        .requirements())
                .hasMessageContaining("at most 100 values");
    }
}
