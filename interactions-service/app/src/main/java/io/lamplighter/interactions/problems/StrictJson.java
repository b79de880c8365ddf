package io.lamplighter.interactions.problems;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** JSON that is read without guessing: no text where a number belongs, no bare number for a duration. */
final class StrictJson {
    private StrictJson() {}

    static ObjectMapper of(ObjectMapper mapper) {
        var strict = mapper.copy();
        strict.configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, true);
        strict.configure(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS, true);
        strict.setConfig(strict.getDeserializationConfig().without(MapperFeature.ALLOW_COERCION_OF_SCALARS));
        strict.coercionConfigDefaults().setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        for (var shape : List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            strict.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        return strict.registerModule(new SimpleModule("times")
                .addDeserializer(Duration.class, new Durations())
                .addDeserializer(Instant.class, new Instants()));
    }

    /** Only text: a bare number would leave its unit to be guessed. */
    private static final class Durations extends StdScalarDeserializer<Duration> {
        private static final long serialVersionUID = 1;

        Durations() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (Duration) context.handleUnexpectedToken(Duration.class, parser);
            }
            try {
                return Duration.parse(parser.getText());
            } catch (DateTimeParseException | ArithmeticException wrong) {
                throw context.weirdStringException(parser.getText(), Duration.class, "not ISO 8601");
            }
        }
    }
}
