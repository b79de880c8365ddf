package io.lamplighter.driver.tck;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code driver-quality.yaml}, which lies in the package of the driver among its resources: for each rule of {@code
 * quality-rules.yaml} whether it is {@code done}, {@code todo} or {@code exempt}, the latter two with a reason.
 *
 * @param vendor key of the driver
 * @param rules the answers by rule
 */
public record QualityAnswers(String vendor, Map<String, Answer> rules) {

    /** What has become of a rule. */
    public enum State {
        @JsonProperty("done")
        DONE,
        @JsonProperty("todo")
        TODO,
        @JsonProperty("exempt")
        EXEMPT
    }

    /**
     * The answer to one rule.
     *
     * @param reason null only when done
     */
    public record Answer(State state, String reason) {}

    private static final JsonMapper YAML = JsonMapper.builder(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Reads the answers of a driver.
     *
     * @throws AssertionError when there are none
     */
    public static QualityAnswers of(Class<?> driver) {
        return read(driver, "driver-quality.yaml", QualityAnswers.class);
    }

    /** The rules there are, by their names, in the order in which they are listed. */
    public static Map<String, String> allRules() {
        var rules = new LinkedHashMap<String, String>();
        for (var rule : read(QualityAnswers.class, "quality-rules.yaml", Rule[].class)) {
            rules.put(rule.rule(), rule.says());
        }
        return rules;
    }

    /** What is wrong with the answers; empty when nothing is. */
    public List<String> mistakes(String expectedVendor) {
        var mistakes = new ArrayList<String>();
        if (!expectedVendor.equals(vendor)) {
            mistakes.add("vendor: must be " + expectedVendor);
        }
        var known = allRules().keySet();
        known.stream()
                .filter(rule -> !rules.containsKey(rule))
                .forEach(rule -> mistakes.add(rule + ": is not answered"));
        rules.keySet().stream()
                .filter(rule -> !known.contains(rule))
                .forEach(rule -> mistakes.add(rule + ": no such rule"));
        rules.forEach((rule, answer) -> {
            if (answer.state() != State.DONE
                    && (answer.reason() == null || answer.reason().isBlank())) {
                mistakes.add(rule + ": needs a reason");
            }
        });
        return mistakes;
    }

    private record Rule(String rule, String says) {}

    private static <T> T read(Class<?> neighbour, String name, Class<T> as) {
        try (InputStream file = neighbour.getResourceAsStream(name)) {
            if (file == null) {
                throw new AssertionError(name + " is missing in the resources of " + neighbour.getPackageName());
            }
            return YAML.readValue(file, as);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
