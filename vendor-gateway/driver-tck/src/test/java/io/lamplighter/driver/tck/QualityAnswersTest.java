package io.lamplighter.driver.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamplighter.driver.tck.QualityAnswers.Answer;
import io.lamplighter.driver.tck.QualityAnswers.State;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QualityAnswersTest {
    private final Map<String, Answer> answers = new HashMap<>();

    @Test
    void allDoneIsWithoutMistakes() {
        assertThat(answered().mistakes("acme")).isEmpty();
    }

    @Test
    void everyMistakeIsNamed() {
        var complete = answered();
        answers.remove("contract");
        answers.put("push", new Answer(State.TODO, " "));
        answers.put("charm", new Answer(State.DONE, null));

        assertThat(complete.mistakes("other"))
                .containsExactlyInAnyOrder(
                        "vendor: must be other",
                        "contract: is not answered",
                        "push: needs a reason",
                        "charm: no such rule");
    }

    @Test
    void aDriverWithoutAnswersIsTold() {
        assertThatThrownBy(() -> QualityAnswers.of(getClass()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("driver-quality.yaml is missing");
    }

    private QualityAnswers answered() {
        QualityAnswers.allRules().keySet().forEach(rule -> answers.put(rule, new Answer(State.DONE, null)));
        return new QualityAnswers("acme", answers);
    }
}
