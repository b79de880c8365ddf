package io.lamplighter.observations.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.lamplighter.observations.api.Attribute;
import io.lamplighter.observations.api.Observation;
import io.lamplighter.observations.api.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One record of the topic: the observations of a device, those of a name as columns where that is shorter. By hand, for
 * every observation passes through here.
 */
final class RecordWriter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int BYTES_WITHOUT_TEXT = 220;
    private static final int BYTES_OF_A_CHARACTER = 6;
    private static final int WORTH_COLUMNS = 3;

    private final UUID deviceId;
    private final int mostObservations;
    private final int mostBytes;
    private final Map<String, List<Observation>> byName = new LinkedHashMap<>();
    private int observations;
    private int bytes;

    RecordWriter(UUID deviceId, int mostObservations, int mostBytes) {
        this.deviceId = deviceId;
        this.mostObservations = mostObservations;
        this.mostBytes = mostBytes;
    }

    UUID deviceId() {
        return deviceId;
    }

    boolean takes(Observation observation) {
        return observations == 0 || (observations < mostObservations && bytes + size(observation) <= mostBytes);
    }

    void add(Observation observation) {
        byName.computeIfAbsent(observation.name(), name -> new ArrayList<>()).add(observation);
        observations++;
        bytes += size(observation);
    }

    private static int size(Observation observation) {
        return observation instanceof Status status && status.value() instanceof String text
                ? BYTES_WITHOUT_TEXT + BYTES_OF_A_CHARACTER * text.length()
                : BYTES_WITHOUT_TEXT;
    }

    byte[] bytes() {
        var out = new ByteArrayOutputStream(256 + observations * 64);
        try (var json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("deviceId", deviceId.toString());
            write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    // All of a name go one way, so that of two with the same time the later one stays the later one.
    private void write(JsonGenerator json) throws IOException {
        var columns = new ArrayList<List<Observation>>();
        json.writeArrayFieldStart("observations");
        for (var each : byName.values()) {
            if (isWorthColumns(each)) {
                columns.add(each);
            } else {
                for (var observation : each) {
                    write(json, observation);
                }
            }
        }
        json.writeEndArray();
        if (!columns.isEmpty()) {
            json.writeArrayFieldStart("series");
            for (var each : columns) {
                writeColumns(json, each);
            }
            json.writeEndArray();
        }
    }

    private static boolean isWorthColumns(List<Observation> its) {
        var units = units(its.getFirst());
        return its.size() >= WORTH_COLUMNS
                && its.stream().allMatch(each -> java.util.Objects.equals(units(each), units));
    }

    private static String units(Observation observation) {
        return observation instanceof Attribute attribute ? attribute.units() : null;
    }

    private static void write(JsonGenerator json, Observation each) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", each.name());
        json.writeFieldName("value");
        writeValue(json, each);
        if (each instanceof Attribute attribute) {
            json.writeStringField("units", attribute.units());
        }
        json.writeStringField("validAt", Times.text(each.validAt()));
        json.writeEndObject();
    }

    private static void writeColumns(JsonGenerator json, List<Observation> its) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", its.getFirst().name());
        var units = units(its.getFirst());
        if (units != null) {
            json.writeStringField("units", units);
        }
        json.writeArrayFieldStart("validAt");
        for (var each : its) {
            json.writeString(Times.text(each.validAt()));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("values");
        for (var each : its) {
            writeValue(json, each);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, Observation each) throws IOException {
        switch (each) {
            case Attribute attribute -> json.writeNumber(attribute.value());
            case Status(var name, Boolean flag, var time) -> json.writeBoolean(flag);
            case Status status -> json.writeString(status.value().toString());
        }
    }
}
