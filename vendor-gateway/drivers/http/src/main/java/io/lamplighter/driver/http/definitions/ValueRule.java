package io.lamplighter.driver.http.definitions;

import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.http.documents.Document;
import io.lamplighter.driver.http.documents.Format;
import io.lamplighter.driver.http.documents.Place;
import io.lamplighter.driver.http.documents.UnreadableException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How one observation is found in an answer. Numbers are attributes, all else is a status.
 *
 * @param units of a number; empty otherwise
 * @param optional whether it may be missing
 * @param validAt where the answer tells when this value held, if it does so for this one alone
 */
public record ValueRule(
        String name,
        Place place,
        Conversion conversion,
        Optional<UnitsRule> units,
        boolean optional,
        Optional<TimeRule> validAt) {

    static ValueRule of(Mapping yaml, Format format) {
        var name = yaml.required("name", "x", Words::observation);
        var type = yaml.or("type", "number", text -> Words.of(text, "number", "boolean", "text"));
        var number = type.equals("number");
        var rule = new ValueRule(
                name,
                Places.of(yaml, format),
                Conversion.of(yaml, type),
                number ? Optional.of(UnitsRule.of(yaml, format)) : Optional.empty(),
                yaml.flag("optional", false),
                yaml.mapping("validAt").map(time -> TimeRule.of(time, format)));
        if (!number && yaml.has("units")) {
            yaml.mistake("units", "units: only numbers have units, and %s is a %s".formatted(name, type));
        }
        yaml.end();
        return rule;
    }

    /** Whether it is among what is asked for. */
    public boolean isIn(Scope scope) {
        return scope == Scope.ALL || (scope == Scope.ATTRIBUTES) == units.isPresent();
    }

    /**
     * The observation.
     *
     * @param otherwise when it held, where the answer says nothing of its own
     * @return empty when it is missing and may be
     * @throws UnreadableException when it is not as it must be; names the value and its place
     */
    public Optional<Observation> read(
            Document document, Map<String, String> variables, Instant now, Instant otherwise) {
        try {
            var found = document.at(place, variables);
            if (found.isEmpty() && !optional) {
                throw new UnreadableException("is missing");
            }
            return found.map(conversion::apply).map(value -> observation(value, document, variables, now, otherwise));
        } catch (UnreadableException wrong) {
            throw new UnreadableException("%s at %s %s".formatted(name, place.text(), wrong.getMessage()));
        }
    }

    private Observation observation(
            Object value, Document document, Map<String, String> variables, Instant now, Instant otherwise) {
        var time = validAt.map(rule -> rule.read(document, variables, now)).orElse(otherwise);
        return value instanceof Double number
                ? new Observation.Attribute(name, number, units.orElseThrow().read(document, variables), time)
                : new Observation.Status(name, value, time);
    }
}
