package io.lamplighter.observations.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lamplighter.observations.problems.Problems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Reads the members of one object after the other out of a stream of JSON, each of the type that it must have. A member
 * that is not known is skipped. What it answers holds until the next object is read.
 */
final class MemberReader {
    private static final int UUID_LENGTH = 36;

    private final Faults faults;
    private final int limit;

    private String device;
    private String vendor;
    private String account;
    private Map<String, String> vendorIds;
    private String name;
    private Object value;
    private boolean hasValue;
    private String units;
    private String validAt;
    private List<Object> values;
    private List<String> times;

    /** Takes at most so many in one array. */
    MemberReader(Faults faults, int limit) {
        this.faults = faults;
        this.limit = limit;
    }

    /** Reads the value that the parser stands at. */
    void read(JsonParser parser) throws IOException {
        device = vendor = account = name = units = validAt = null;
        vendorIds = null;
        value = null;
        values = null;
        times = null;
        hasValue = false;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            faults.add("", "must be an object");
            return;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var field = parser.currentName();
            parser.nextToken();
            readMember(parser, field);
        }
    }

    String name() {
        return name;
    }

    String units() {
        return units;
    }

    /** A number, a boolean, a text, or null for anything else. */
    Object value() {
        return value;
    }

    boolean hasValue() {
        return hasValue;
    }

    String validAt() {
        return validAt;
    }

    /** Null where there is no such column. */
    List<Object> values() {
        return values;
    }

    /** Null where there is no such column. */
    List<String> times() {
        return times;
    }

    /** The device that it names; null, and a fault, where it names none. */
    DeviceReference device() {
        if (device == null && (vendor != null || account != null || vendorIds != null)) {
            if (vendor == null || vendorIds == null || vendorIds.isEmpty()) {
                faults.add(vendor == null ? "vendor" : "vendorIds", "must be there to name a device without its id");
                return null;
            }
            return new DeviceReference.OfVendor(vendor, account == null ? "default" : account, vendorIds);
        }
        if (device == null) {
            faults.add("deviceId", "must not be null");
            return null;
        }
        try {
            if (device.length() == UUID_LENGTH) {
                return new DeviceReference.OfId(UUID.fromString(device));
            }
        } catch (IllegalArgumentException noUuid) {
            // told below
        }
        faults.add("deviceId", "must be a UUID");
        return null;
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
            faults.add(field, "must be there once");
        }
        return read;
    }

    private String text(JsonParser parser, String field) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NULL -> null;
            default -> {
                parser.skipChildren();
                faults.add(field, "must be a text");
                yield "";
            }
        };
    }

    private void readTimes(JsonParser parser) throws IOException {
        if (times != null) {
            faults.add("validAt", "must be there once");
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
            faults.add("values", "must be there once");
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            faults.add("values", "must be an array");
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
            faults.add("vendorIds", "must be there once");
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            faults.add("vendorIds", "must be an object of texts");
            return;
        }
        vendorIds = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var field = parser.currentName();
            parser.nextToken();
            var text = text(parser, "vendorIds." + field);
            if (text == null || vendorIds.put(field, text) != null) {
                faults.add("vendorIds." + field, "must be a text, and there once");
            }
        }
    }

    private void readValue(JsonParser parser) throws IOException {
        if (hasValue) {
            faults.add("value", "must be there once");
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
}
