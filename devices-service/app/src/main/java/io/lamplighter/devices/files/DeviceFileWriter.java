package io.lamplighter.devices.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.devices.api.DeviceView;
import java.io.UncheckedIOException;

/** Writes a file of devices line by line, so that importing it makes the same devices and the same file again. */
public abstract sealed class DeviceFileWriter permits NdjsonWriter, CsvWriter {
    private final ObjectMapper json;

    DeviceFileWriter(ObjectMapper json) {
        this.json = json;
    }

    /** The line that stands before the devices, without a line end; null for none. */
    public abstract String header();

    /** The line of a device, without a line end. */
    public abstract String line(DeviceView device);

    final String json(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
