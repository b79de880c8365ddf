package io.lamplighter.observations.formats;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.lamplighter.observations.api.ObservationView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Observations as bytes. Written by hand, because it stands in the way of every value that is asked for. */
public final class Encoder {
    private static final JsonFactory JSON = new JsonFactory();
    private static final SerializableString ITEMS = new SerializedString("items");
    private static final SerializableString NEXT = new SerializedString("next");
    private static final SerializableString DEVICE_ID = new SerializedString("deviceId");
    private static final SerializableString NAME = new SerializedString("name");
    private static final SerializableString KIND = new SerializedString("kind");
    private static final SerializableString VALUE = new SerializedString("value");
    private static final SerializableString UNITS = new SerializedString("units");
    private static final SerializableString VALID_AT = new SerializedString("validAt");
    private static final SerializableString RECORDED_AT = new SerializedString("recordedAt");
    private static final SerializableString STALE = new SerializedString("stale");
    private static final byte[] CSV_HEAD = "deviceId,name,kind,value,units,validAt,recordedAt\r\n".getBytes(US_ASCII);
    private static final byte[] NOTHING = {};
    private static final int TYPICAL = 220;
    private static final int SMALLEST = 512;

    private Encoder() {}

    /** The JSON of an {@code ObservationPage}. */
    public static byte[] page(List<ObservationView> items, String next) {
        return json(items.size(), json -> {
            json.writeStartObject();
            json.writeFieldName(ITEMS);
            json.writeStartArray();
            for (var each : items) {
                write(json, each);
            }
            json.writeEndArray();
            json.writeFieldName(NEXT);
            json.writeString(next);
            json.writeEndObject();
        });
    }

    /** What a stream begins with. */
    static byte[] head(Format format) {
        return format == Format.CSV ? CSV_HEAD : NOTHING;
    }

    /** A piece of a stream, a line for each of them. */
    static byte[] lines(Format format, List<ObservationView> items) {
        return format == Format.CSV ? csv(items) : ndjson(items);
    }

    private static byte[] ndjson(List<ObservationView> items) {
        return json(items.size(), json -> {
            json.setRootValueSeparator(null);
            for (var each : items) {
                write(json, each);
                json.writeRaw('\n');
            }
        });
    }

    private interface Json {
        void to(JsonGenerator json) throws IOException;
    }

    private static byte[] json(int items, Json content) {
        try (var bytes = new ByteArrayBuilder(Math.max(SMALLEST, items * TYPICAL));
                var json = JSON.createGenerator(bytes)) {
            content.to(json);
            json.flush();
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void write(JsonGenerator json, ObservationView each) throws IOException {
        json.writeStartObject();
        json.writeFieldName(DEVICE_ID);
        json.writeString(each.deviceId().toString());
        json.writeFieldName(NAME);
        json.writeString(each.name());
        json.writeFieldName(KIND);
        json.writeString(each.kind());
        json.writeFieldName(VALUE);
        writeValue(json, each.value());
        if (each.units() != null) {
            json.writeFieldName(UNITS);
            json.writeString(each.units());
        }
        json.writeFieldName(VALID_AT);
        writeTime(json, each.validAt());
        if (each.recordedAt() != null) {
            json.writeFieldName(RECORDED_AT);
            writeTime(json, each.recordedAt());
        }
        if (each.stale() != null) {
            json.writeFieldName(STALE);
            json.writeBoolean(each.stale());
        }
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case Double number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            default -> json.writeString(value.toString());
        }
    }

    private static void writeTime(JsonGenerator json, Instant time) throws IOException {
        var text = new byte[Rfc3339.LENGTH];
        json.writeRawUTF8String(text, 0, Rfc3339.write(time, text));
    }

    private static byte[] csv(List<ObservationView> items) {
        var csv = new StringBuilder(items.size() * TYPICAL);
        var device = new UUID(0, 0);
        var deviceText = "";
        for (var each : items) {
            if (!each.deviceId().equals(device)) {
                device = each.deviceId();
                deviceText = device.toString();
            }
            csv.append(deviceText).append(',').append(each.name()).append(',');
            csv.append(each.kind()).append(',').append(field(each.value())).append(',');
            csv.append(each.units() == null ? "" : field(each.units())).append(',');
            csv.append(each.validAt()).append(',').append(each.recordedAt() == null ? "" : each.recordedAt());
            csv.append("\r\n");
        }
        return csv.toString().getBytes(UTF_8);
    }

    // RFC 4180: a text with a comma, a quote or a line break stands in quotes, and its quotes are doubled.
    private static String field(Object value) {
        var text = value.toString();
        return value instanceof String && text.chars().anyMatch(each -> each == ',' || each == '"' || each < ' ')
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }
}
