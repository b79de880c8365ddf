package io.lamplighter.observations.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.lamplighter.observations.problems.Problems;
import io.lamplighter.observations.problems.Violations;
import jakarta.inject.Singleton;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads the body of a request: one object, an array, or one object after the other. */
@Singleton
class RequestReader {
    private final JsonFactory json = new JsonFactory();
    private final ObservationRules rules;
    private final int limit;

    RequestReader(ObservationRules rules, IngestConfig config) {
        this.rules = rules;
        this.limit = config.observationsPerRequest();
    }

    /** What of a request is valid, and what is not. */
    record Request(List<Sent> sent, Violations refused) {}

    /** One object or an array. */
    Request one(InputStream body) throws IOException {
        return new Reading().read(body, Reading::document);
    }

    /** NDJSON. */
    Request lines(InputStream body) throws IOException {
        return new Reading().read(body, Reading::lines);
    }

    private interface Layout {
        void read(Reading reading, JsonParser parser) throws IOException;
    }

    private final class Reading {
        private final Violations violations = new Violations();
        private final ObservationReader reader = new ObservationReader(rules.now(), violations, limit);
        private final List<Sent> sent = new ArrayList<>();
        private boolean single;
        private int read;
        private int observations;

        // What comes after a broken place cannot be told, so that nothing of it is taken.
        Request read(InputStream body, Layout layout) throws IOException {
            try (var parser = json.createParser(body)) {
                layout.read(this, parser);
                return new Request(sent, violations);
            } catch (JsonProcessingException broken) {
                violations.add(place(), whyNotJson(broken));
            } catch (CharConversionException broken) {
                violations.add(place(), "is not UTF-8");
            }
            throw Problems.invalid(violations.all());
        }

        // Limits of the parser have no place: nesting, the length of a number or a text.
        private static String whyNotJson(JsonProcessingException broken) {
            var at = broken.getLocation();
            return at == null
                    ? "is nested too deeply or holds a number or text that is too long"
                    : "is not JSON at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
        }

        void document(JsonParser parser) throws IOException {
            switch (parser.nextToken()) {
                case null -> violations.add("body", "must be an observation or an array of them");
                case START_ARRAY -> {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        add(parser);
                    }
                }
                default -> {
                    single = true;
                    reader.sent(parser, "", sent);
                }
            }
            if (parser.nextToken() != null) {
                sent.clear();
                violations.add("body", "must end after the first value; several need application/x-ndjson");
            }
        }

        void lines(JsonParser parser) throws IOException {
            while (parser.nextToken() != null) {
                add(parser);
            }
        }

        private void add(JsonParser parser) throws IOException {
            if (observations == limit) {
                throw Problems.tooMany(limit);
            }
            reader.sent(parser, "[" + read + "]", sent);
            observations += reader.count();
            if (observations > limit) {
                throw Problems.tooMany(limit);
            }
            read++;
        }

        private String place() {
            return single || read == 0 ? "body" : "[" + read + "]";
        }
    }
}
