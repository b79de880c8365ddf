package io.lamplighter.observations.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lamplighter.observations.api.Attribute;
import io.lamplighter.observations.api.Observation;
import io.lamplighter.observations.api.ObservationLimits;
import io.lamplighter.observations.api.Status;
import io.lamplighter.observations.problems.Problems;
import io.lamplighter.observations.problems.Violations;
import io.lamplighter.observations.units.Units;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

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
    private final int limit;

    private String path;
    private boolean valid;
    private int index = -1;
    private String device;
    private String vendor;
    private String account;
    private Map<String, String> vendorIds;
    private String name;
    private Object value;
    private boolean hasValue;
    private String units;
    private String lastUnits;
    private String validAt;
    private List<Object> values;
    private List<String> times;

    /** Takes at most so many in one array. */
    ObservationReader(ObservationRules.Now rules, Violations violations, int limit) {
        this.rules = rules;
        this.violations = violations;
        this.limit = limit;
    }

    /** Reads the value that the parser stands at as observations with their device, and adds those that are valid. */
    void sent(JsonParser parser, String itsPath, List<Sent> sent) throws IOException {
        read(parser, itsPath);
        if (!valid) {
            return;
        }
        var its = device();
        var place = at(its instanceof DeviceReference.OfVendor ? "vendorIds" : "deviceId");
        each(observation -> {
            if (its != null) {
                sent.add(new Sent(its, observation, place));
            }
        });
    }

    /** The same for observations whose device is known already. */
    void observations(JsonParser parser, String itsPath, List<Observation> observations) throws IOException {
        read(parser, itsPath);
        if (valid) {
            each(observations::add);
        }
    }

    /** How many observations the last value held, valid or not. */
    int count() {
        return values == null ? 1 : Math.max(1, values.size());
    }

    private void each(Consumer<Observation> found) {
        if (values == null && times == null) {
            observation("value", "validAt").ifPresent(found);
            return;
        }
        if (values == null || times == null || values.size() != times.size() || values.isEmpty()) {
            refuse("values", "must be an array of as many values as validAt has times");
            return;
        }
        if (hasValue) {
            refuse("value", "must be absent where there are values");
            return;
        }
        checkName();
        var isNamed = valid;
        for (var i = 0; i < values.size() && isNamed; i++) {
            valid = true;
            index = i;
            value = values.get(i);
            validAt = times.get(i);
            observation("values", "validAt").ifPresent(found);
        }
        index = -1;
    }

    private void read(JsonParser parser, String itsPath) throws IOException {
        path = itsPath;
        valid = true;
        device = vendor = account = name = units = validAt = null;
        vendorIds = null;
        value = null;
        values = null;
        times = null;
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
            case "validAt" -> readTimes(parser);
            case "value" -> readValue(parser);
            case "values" -> readValues(parser);
            case "vendor" -> vendor = once(field, vendor, text(parser, field));
            case "account" -> account = once(field, account, text(parser, field));
            case "vendorIds" -> readVendorIds(parser);
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

    private void readTimes(JsonParser parser) throws IOException {
        if (times != null) {
            refuse("validAt", "must be there once");
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            validAt = once("validAt", validAt, text(parser, "validAt"));
            return;
        }
        times = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            times.add(text(parser, "validAt[" + times.size() + "]"));
            within(times);
        }
    }

    private void readValues(JsonParser parser) throws IOException {
        if (values != null) {
            refuse("values", "must be there once");
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            refuse("values", "must be an array");
            return;
        }
        values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(scalar(parser));
            within(values);
        }
    }

    private void within(List<?> column) {
        if (column.size() > limit) {
            throw Problems.tooMany(limit);
        }
    }

    private void readVendorIds(JsonParser parser) throws IOException {
        if (vendorIds != null) {
            refuse("vendorIds", "must be there once");
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            refuse("vendorIds", "must be an object of texts");
            return;
        }
        vendorIds = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var field = parser.currentName();
            parser.nextToken();
            var text = text(parser, "vendorIds." + field);
            if (text == null || vendorIds.put(field, text) != null) {
                refuse("vendorIds." + field, "must be a text, and there once");
            }
        }
    }

    private void readValue(JsonParser parser) throws IOException {
        if (hasValue) {
            refuse("value", "must be there once");
        }
        hasValue = true;
        value = scalar(parser);
    }

    private static Object scalar(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
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

    private DeviceReference device() {
        if (device == null && (vendor != null || account != null || vendorIds != null)) {
            if (vendor == null || vendorIds == null || vendorIds.isEmpty()) {
                refuse(vendor == null ? "vendor" : "vendorIds", "must be there to name a device without its id");
                return null;
            }
            return new DeviceReference.OfVendor(vendor, account == null ? "default" : account, vendorIds);
        }
        if (device == null) {
            refuse("deviceId", "must not be null");
            return null;
        }
        try {
            if (device.length() == UUID_LENGTH) {
                return new DeviceReference.OfId(UUID.fromString(device));
            }
        } catch (IllegalArgumentException noUuid) {
            // told below
        }
        refuse("deviceId", "must be a UUID");
        return null;
    }

    private Optional<Observation> observation(String valueField, String timeField) {
        if (index < 0) {
            checkName();
        } else if (validAt == null) {
            refuse(timeField, "must not be null");
        }
        var time = time(timeField);
        switch (value) {
            case null -> refuse(valueField, "must be a number, a boolean or a text");
            case Double number -> checkAttribute(number, valueField);
            case String text -> checkText(text, valueField);
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

    private Instant time(String field) {
        if (validAt == null) {
            return rules.instant().truncatedTo(ChronoUnit.MICROS);
        }
        try {
            var time = Times.parse(validAt);
            if (!rules.allows(time)) {
                refuse(
                        field,
                        "must be between %s and %s"
                                .formatted(rules.earliest(), rules.furthest().truncatedTo(ChronoUnit.DAYS)));
            }
            return time;
        } catch (DateTimeException noTime) {
            refuse(field, "must be an RFC 3339 time such as 2026-11-21T08:00:00Z");
            return Instant.EPOCH;
        }
    }

    private void checkAttribute(double number, String field) {
        if (!Double.isFinite(number)) {
            refuse(field, "must be a finite number");
        }
        if (units != null && !units.equals(lastUnits)) {
            checkUnits();
        }
    }

    // What is sent together has few units, mostly the same ones side by side.
    private void checkUnits() {
        if (!ObservationLimits.isUnits(units) && units.chars().allMatch(each -> each > ' ' && each < 127)) {
            refuse("units", "must be a UCUM code of at most " + ObservationLimits.UNITS_LIMIT + " characters");
        } else if (!rules.units().isKnown(units)) {
            refuse("units", Units.advice(units));
        } else {
            lastUnits = units;
        }
    }

    private void checkText(String text, String field) {
        if (units != null) {
            refuse(field, "must be a number where there are units");
        } else if (text.length() > ObservationLimits.TEXT_LIMIT) {
            refuse(field, "must have at most " + ObservationLimits.TEXT_LIMIT + " characters");
        } else if (!ObservationLimits.isStorable(text)) {
            refuse(field, "must not contain NUL or half a character");
        }
    }

    private void checkFlag() {
        if (units != null) {
            refuse("units", "must be absent from a status");
        }
    }

    private void refuse(String field, String message) {
        valid = false;
        violations.add(at(index < 0 ? field : field + "[" + index + "]"), message);
    }

    private String at(String field) {
        if (path.isEmpty()) {
            return field.isEmpty() ? "body" : field;
        }
        return field.isEmpty() ? path : path + "." + field;
    }
}
