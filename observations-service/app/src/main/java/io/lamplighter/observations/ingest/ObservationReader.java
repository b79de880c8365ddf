package io.lamplighter.observations.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lamplighter.observations.api.Attribute;
import io.lamplighter.observations.api.Observation;
import io.lamplighter.observations.api.ObservationLimits;
import io.lamplighter.observations.api.Status;
import io.lamplighter.observations.problems.Violations;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads one observation after the other out of a stream of JSON and says what is wrong with each. The type of the value
 * decides on the kind: a number is an attribute, a boolean or a text is a status, and truthy words stay texts. A member
 * that is not known is skipped.
 *
 * <p>Written by hand because it stands in the way of every observation, twice.
 */
final class ObservationReader {
    private static final int UUID_LENGTH = 36;

    private final ObservationRules.Now rules;
    private final Violations violations;

    private String path;
    private boolean valid;
    private String device;
    private String name;
    private Object value;
    private boolean hasValue;
    private String units;
    private String validAt;

    ObservationReader(ObservationRules.Now rules, Violations violations) {
        this.rules = rules;
        this.violations = violations;
    }

    /** Reads the value that the parser stands at as an observation with its device; empty when it is not valid. */
    Optional<Sent> sent(JsonParser parser, String itsPath) throws IOException {
        read(parser, itsPath);
        var id = valid ? deviceId() : Optional.<UUID>empty();
        var observation = observation();
        return id.isPresent() && observation.isPresent() && valid
                ? Optional.of(new Sent(id.get(), observation.get()))
                : Optional.empty();
    }

    /** The same for an observation whose device is known already. */
    Optional<Observation> observation(JsonParser parser, String itsPath) throws IOException {
        read(parser, itsPath);
        return observation();
    }

    private void read(JsonParser parser, String itsPath) throws IOException {
        path = itsPath;
        valid = true;
        device = name = units = validAt = null;
        value = null;
        hasValue = false;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            refuse("", "must be an object");
            return;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var field = parser.currentName();
            parser.nextToken();
            readMember(parser, field);
        }
    }

    private void readMember(JsonParser parser, String field) throws IOException {
        switch (field) {
            case "deviceId" -> device = once(field, device, text(parser, field));
            case "name" -> name = once(field, name, text(parser, field));
            case "units" -> units = once(field, units, text(parser, field));
            case "validAt" -> validAt = once(field, validAt, text(parser, field));
            case "value" -> readValue(parser);
            default -> parser.skipChildren();
        }
    }

    private String once(String field, String before, String read) {
        if (before != null) {
            refuse(field, "must be there once");
        }
        return read;
    }

    private String text(JsonParser parser, String field) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NULL -> null;
            default -> {
                parser.skipChildren();
                refuse(field, "must be a text");
                yield "";
            }
        };
    }

    private void readValue(JsonParser parser) throws IOException {
        if (hasValue) {
            refuse("value", "must be there once");
        }
        hasValue = true;
        value = switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getText();
            default -> {
                parser.skipChildren();
                yield null;
            }
        };
    }

    private Optional<UUID> deviceId() {
        if (device == null) {
            refuse("deviceId", "must not be null");
            return Optional.empty();
        }
        try {
            if (device.length() == UUID_LENGTH) {
                return Optional.of(UUID.fromString(device));
            }
        } catch (IllegalArgumentException noUuid) {
            // told below
        }
        refuse("deviceId", "must be a UUID");
        return Optional.empty();
    }

    private Optional<Observation> observation() {
        if (!valid) {
            return Optional.empty();
        }
        checkName();
        var time = time();
        switch (value) {
            case null -> refuse("value", "must be a number, a boolean or a text");
            case Double number -> checkAttribute(number);
            case String text -> checkText(text);
            default -> checkFlag();
        }
        if (!valid) {
            return Optional.empty();
        }
        return Optional.of(
                value instanceof Double number
                        ? new Attribute(name, number, units, time)
                        : new Status(name, value, time));
    }

    private void checkName() {
        if (name == null) {
            refuse("name", "must not be null");
        } else if (!ObservationLimits.isName(name)) {
            refuse("name", "must be 1 to 100 lower-case letters, digits and underscores, a letter first");
        }
    }

    private Instant time() {
        if (validAt == null) {
            return rules.instant().truncatedTo(ChronoUnit.MICROS);
        }
        try {
            var time = Instant.parse(validAt);
            if (!rules.allows(time)) {
                refuse("validAt", "must be between 1970 and " + rules.furthest().truncatedTo(ChronoUnit.DAYS));
            }
            return time;
        } catch (DateTimeException noTime) {
            refuse("validAt", "must be an RFC 3339 time such as 2026-11-21T08:00:00Z");
            return Instant.EPOCH;
        }
    }

    private void checkAttribute(double number) {
        if (!Double.isFinite(number)) {
            refuse("value", "must be a finite number");
        }
        if (units != null && !ObservationLimits.isUnits(units)) {
            refuse("units", "must be a UCUM code of at most " + ObservationLimits.UNITS_LIMIT + " characters");
        }
    }

    private void checkText(String text) {
        if (units != null) {
            refuse("value", "must be a number where there are units");
        } else if (text.length() > ObservationLimits.TEXT_LIMIT) {
            refuse("value", "must have at most " + ObservationLimits.TEXT_LIMIT + " characters");
        } else if (!ObservationLimits.isStorable(text)) {
            refuse("value", "must not contain NUL or half a character");
        }
    }

    private void checkFlag() {
        if (units != null) {
            refuse("units", "must be absent from a status");
        }
    }

    private void refuse(String field, String message) {
        valid = false;
        violations.add(at(field), message);
    }

    private String at(String field) {
        if (path.isEmpty()) {
            return field.isEmpty() ? "body" : field;
        }
        return field.isEmpty() ? path : path + "." + field;
    }
}
