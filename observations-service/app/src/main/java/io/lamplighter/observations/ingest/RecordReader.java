package io.lamplighter.observations.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lamplighter.observations.api.Observation;
import io.lamplighter.observations.problems.Violations;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads a record of the topic {@code observations}: whatever of it is valid, and why the rest is not. */
final class RecordReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int TOLD = 5;

    private final ConsumerRecord<byte[], byte[]> original;
    private final Violations violations = new Violations();
    private final ObservationReader reader;
    private final List<Observation> observations = new ArrayList<>();
    private String deviceId;

    RecordReader(ConsumerRecord<byte[], byte[]> original, ObservationRules.Now rules) {
        this.original = original;
        this.reader = new ObservationReader(rules, violations, Integer.MAX_VALUE);
    }

    /** What is valid; empty when nothing is. */
    Optional<ReadRecord> read() {
        if (original.value() == null) {
            violations.add("body", "must not be empty");
            return Optional.empty();
        }
        try (var parser = JSON.createParser(original.value())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                violations.add("body", "must be an object");
                return Optional.empty();
            }
            read(parser);
        } catch (IOException | RuntimeException broken) {
            violations.add("body", "is not JSON");
            return Optional.empty();
        }
        return readable();
    }

    /** What is not valid of it. */
    Violations violations() {
        return violations;
    }

    /** Why something of it is not valid; empty when all is. */
    Optional<String> reason() {
        return violations.isEmpty()
                ? Optional.empty()
                : Optional.of(violations.all().stream()
                        .limit(TOLD)
                        .map(violation -> violation.field() + ": " + violation.message())
                        .collect(Collectors.joining("; ")));
    }

    private void read(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "deviceId" -> deviceId = parser.getText();
                case "observations", "series" -> readObservations(parser, field);
                default -> parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            observations.clear();
            violations.add("body", "must end after the first value");
        }
    }

    private void readObservations(JsonParser parser, String field) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        for (var i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            reader.observations(parser, field + "[" + i + "]", observations);
        }
    }

    private Optional<ReadRecord> readable() {
        if (observations.isEmpty() && violations.isEmpty()) {
            violations.add("observations", "must not be empty");
        }
        try {
            if (deviceId != null && deviceId.length() == 36) {
                var id = UUID.fromString(deviceId);
                return observations.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new ReadRecord(original, id, observations));
            }
        } catch (IllegalArgumentException noUuid) {
            // told below
        }
        violations.add("deviceId", "must be a UUID");
        return Optional.empty();
    }
}
