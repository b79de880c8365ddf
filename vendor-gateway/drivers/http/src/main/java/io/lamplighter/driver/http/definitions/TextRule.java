package io.lamplighter.driver.http.definitions;

import io.lamplighter.driver.http.documents.Document;
import io.lamplighter.driver.http.documents.Format;
import io.lamplighter.driver.http.documents.Place;
import io.lamplighter.driver.http.documents.UnreadableException;
import java.util.Map;

/** A text that is written in the definition, or found in what the vendor answers. */
sealed interface TextRule {

    /**
     * The text.
     *
     * @throws UnreadableException when it is not there
     */
    String read(Document item, Map<String, String> variables);

    static TextRule of(Mapping yaml, String key, Format format, Common common) {
        if (!yaml.isMapping(key)) {
            return new Written(common.template(yaml, key, Template::plain));
        }
        var found = yaml.mapping(key).orElseThrow();
        var rule = new Found(Places.of(found, format), Conversion.of(found, "text"));
        found.end();
        return rule;
    }

    record Written(Template template) implements TextRule {
        @Override
        public String read(Document item, Map<String, String> variables) {
            return template.expand(variables);
        }
    }

    record Found(Place place, Conversion conversion) implements TextRule {
        @Override
        public String read(Document item, Map<String, String> variables) {
            try {
                return (String) item.at(place, variables)
                        .map(conversion::apply)
                        .orElseThrow(() -> new UnreadableException("is missing"));
            } catch (UnreadableException wrong) {
                throw new UnreadableException(place.text() + " " + wrong.getMessage());
            }
        }
    }
}
