package io.lamplighter.driver.http.definitions;

import io.lamplighter.driver.Observation;
import io.lamplighter.driver.http.documents.Document;
import io.lamplighter.driver.http.documents.Format;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request and what its answer tells.
 *
 * @param validAt where the answer tells when it held, if it does
 */
public record Read(RequestRule request, Format format, Optional<TimeRule> validAt, List<ValueRule> values) {

    static Read of(Mapping yaml, Common common) {
        var request = RequestRule.of(yaml, common, yaml.has("body") ? "POST" : "GET");
        var format = Formats.of(yaml, common, false);
        var read = new Read(
                request, format, yaml.mapping("validAt").map(time -> TimeRule.of(time, format)), values(yaml, format));
        yaml.end();
        return read;
    }

    static List<ValueRule> values(Mapping yaml, Format format) {
        var values = yaml.mappings("values").stream()
                .map(value -> ValueRule.of(value, format))
                .toList();
        if (values.isEmpty()) {
            yaml.mistake("needs the key values, with at least one value");
        }
        return values;
    }

    /**
     * What a document tells.
     *
     * @throws io.lamplighter.driver.http.documents.UnreadableException when something is not as it must be
     */
    public List<Observation> observations(Document document, Map<String, String> variables, Instant now) {
        return observations(
                document,
                variables,
                now,
                validAt.map(rule -> rule.read(document, variables, now)).orElse(now));
    }

    /** The same, with when it held. */
    List<Observation> observations(Document document, Map<String, String> variables, Instant now, Instant time) {
        return values.stream()
                .flatMap(value -> value.read(document, variables, now, time).stream())
                .toList();
    }
}
