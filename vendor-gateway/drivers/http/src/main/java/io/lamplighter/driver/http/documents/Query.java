package io.lamplighter.driver.http.documents;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.Map;

/** A compiled JSONata expression (jsonata.org) that may be used by many threads; the variables are bound as {@code $name}. */
public final class Query {
    private static final long LONGEST_MS = 250;
    private static final int DEEPEST = 100;

    private final String text;
    private final Jsonata expression;

    private Query(String text, Jsonata expression) {
        this.text = text;
        this.expression = expression;
    }

    static Query compile(String text) {
        try {
            return new Query(text, Jsonata.jsonata(text));
        } catch (JException wrong) {
            throw new IllegalArgumentException("must be a JSONata expression: " + wrong.getMessage(), wrong);
        } catch (RuntimeException broken) { // the parser also fails in ways of its own, such as an index out of bounds
            throw new IllegalArgumentException("must be a JSONata expression", broken);
        }
    }

    String text() {
        return text;
    }

    /** What the expression finds in plain maps and lists; null when nothing. */
    Object find(Object input, Map<String, String> variables) {
        var frame = expression.createFrame();
        variables.forEach(frame::bind);
        frame.setRuntimeBounds(LONGEST_MS, DEEPEST);
        try {
            return expression.evaluate(input, frame);
        } catch (RuntimeException | StackOverflowError failed) {
            throw new UnreadableException("cannot be worked out from the answer");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
