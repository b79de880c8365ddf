package io.lamplighter.devices.files;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.devices.api.DeviceView;

/** Each line is a JSON object. */
public final class NdjsonWriter extends DeviceFileWriter {

    public NdjsonWriter(ObjectMapper json) {
        super(json);
    }

    @Override
    public String header() {
        return null;
    }

    @Override
    public String line(DeviceView device) {
        return json(DeviceLine.of(device));
    }
}
