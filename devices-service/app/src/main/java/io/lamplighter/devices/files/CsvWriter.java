package io.lamplighter.devices.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator.Feature;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.Location;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A cell for each property that one of the devices has; a cell is empty when the device has none of it. */
public final class CsvWriter extends DeviceFileWriter {
    private static final Location NOWHERE = new Location(null, null, null, null);
    private static final CsvMapper CSV = new CsvMapper();

    private final List<String> columns;
    private final ObjectWriter writer;

    /**
     * @param vendorIds the names of all vendor ids that the devices have
     * @param labels the names of all their labels
     */
    public CsvWriter(ObjectMapper json, Collection<String> vendorIds, Collection<String> labels) {
        super(json);
        columns = columns(vendorIds, labels);
        var schema = CsvSchema.builder();
        columns.forEach(schema::addColumn);
        writer = CSV.writer(schema.build()).with(Feature.ALWAYS_QUOTE_EMPTY_STRINGS);
    }

    @Override
    public String header() {
        var names = new LinkedHashMap<String, String>();
        columns.forEach(column -> names.put(column, column));
        return row(names);
    }

    @Override
    public String line(DeviceView device) {
        var place = device.location() == null ? NOWHERE : device.location();
        var cells = new HashMap<String, String>();
        cells.put("id", device.id().toString());
        cells.put("name", device.name());
        cells.put("type", device.type());
        cells.put("vendor", device.vendor());
        cells.put("account", device.account());
        device.vendorIds().forEach((name, value) -> cells.put(Columns.VENDOR_ID + name, value));
        device.labels().forEach((name, value) -> cells.put(Columns.LABEL + name, value));
        cells.put("location.name", place.name());
        cells.put("location.latitude", text(place.latitude()));
        cells.put("location.longitude", text(place.longitude()));
        cells.put("location.timeZone", place.timeZone());
        cells.put("enabled", Boolean.toString(device.enabled()));
        cells.put("metadata", device.metadata().isEmpty() ? null : json(device.metadata()));
        cells.put("parentId", text(device.parentId()));
        return row(cells);
    }

    private static List<String> columns(Collection<String> vendorIds, Collection<String> labels) {
        var columns = new ArrayList<>(Columns.BEFORE_ENTRIES);
        new TreeSet<>(vendorIds).forEach(name -> columns.add(Columns.VENDOR_ID + name));
        new TreeSet<>(labels).forEach(name -> columns.add(Columns.LABEL + name));
        columns.addAll(Columns.AFTER_ENTRIES);
        return columns;
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

    private String row(Map<String, String> cells) {
        try {
            var row = writer.writeValueAsString(cells);
            return row.substring(0, row.length() - 1); // the line end
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
