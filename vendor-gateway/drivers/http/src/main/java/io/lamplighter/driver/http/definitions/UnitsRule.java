package io.lamplighter.driver.http.definitions;

import io.lamplighter.driver.http.documents.Document;
import io.lamplighter.driver.http.documents.Format;
import io.lamplighter.driver.http.documents.Place;
import io.lamplighter.driver.http.documents.UnreadableException;
import java.util.LinkedHashMap;
import java.util.Map;

/** In which units a number is told. */
sealed interface UnitsRule {

    /**
     * The UCUM code.
     *
     * @throws UnreadableException when the answer does not say so
     */
    String read(Document document, Map<String, String> variables);

    static UnitsRule of(Mapping yaml, Format format) {
        if (!yaml.isMapping("units")) {
            return new Always(yaml.required("units", "1", UcumCodes::checked));
        }
        var told = yaml.mapping("units").orElseThrow();
        var place = Places.of(told, format);
        var codes = new LinkedHashMap<String, String>();
        told.mapping("map")
                .ifPresentOrElse(
                        map -> map.names()
                                .forEach(text -> codes.put(text, map.required(text, "1", UcumCodes::checked))),
                        () -> told.mistake("needs the key map, from what the vendor says to UCUM codes"));
        told.end();
        return new Told(place, codes);
    }

    /** As the definition says. */
    record Always(String code) implements UnitsRule {
        @Override
        public String read(Document document, Map<String, String> variables) {
            return code;
        }
    }

    /**
     * As the answer says.
     *
     * @param codes of UCUM, by what the vendor says
     */
    record Told(Place place, Map<String, String> codes) implements UnitsRule {
        @Override
        public String read(Document document, Map<String, String> variables) {
            var told = document.at(place, variables)
                    .map(Object::toString)
                    .orElseThrow(() -> new UnreadableException("has no units at " + place.text()));
            if (!codes.containsKey(told)) {
                throw new UnreadableException("has units at %s that are none of %s"
                        .formatted(place.text(), String.join(", ", codes.keySet())));
            }
            return codes.get(told);
        }
    }
}
