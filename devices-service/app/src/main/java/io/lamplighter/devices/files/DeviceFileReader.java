package io.lamplighter.devices.files;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;

/** Reads a file of devices line by line, in either format. */
public final class DeviceFileReader {
    private final FileFormat format;
    private final LineReader lines;
    private final NdjsonParser json;
    private LineParser parser;

    /**
     * @param in its bytes
     * @param limit the most bytes that a line may have
     */
    public DeviceFileReader(FileFormat format, InputStream in, int limit, ObjectMapper json) {
        this.format = format;
        this.json = new NdjsonParser(json);
        lines = new LineReader(in, limit, format.hasQuotes());
    }

    /**
     * The next line that is not blank; null at the end of the file. Waits for the bytes.
     *
     * @throws WrongHeaderException when it is CSV and its first line does not name columns of a device
     */
    public FileLine next() throws IOException {
        if (parser == null) {
            parser = format == FileFormat.CSV ? CsvParser.of(lines.next(), json) : json;
        }
        var line = lines.next();
        while (line != null && line.isBlank()) {
            line = lines.next();
        }
        return line;
    }

    /** Reads what a line of this file says; there is one once {@link #next} was called. */
    public LineParser parser() {
        return parser;
    }
}
