package io.lamplighter.simulated;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.regex.Pattern;

/**
 * Recorded series that drive devices. The rule: CSV files in the order of their paths, their columns from left to right;
 * by its name a column is a temperature ({@code T1}, {@code T_out}, {@code OT}, anything with {@code temperature}), a
 * humidity ({@code RH_1}, {@code Humidity}) or a power in watts ({@code Appliances}, {@code lights}, anything with {@code
 * power}); a column called {@code value} goes by the name of its file; others are left out. Each drives the next device of
 * its kind (temperature and humidity the thermometers, power the base load of a house meter or the load of a load
 * meter) until either runs out; devices left over follow the model.
 *
 * <p>The first cell of a row that is a time counts as its time; a row may have a row number before it that the header does
 * not name. Rows that cannot be read are skipped, and so is what goes back in time.
 */
final class Recordings {
    static final Recordings NONE = new Recordings();

    private static final Pattern TEMPERATURE = Pattern.compile("(?i)t\\d*|t_out|ot|.*temperature.*");
    private static final Pattern HUMIDITY = Pattern.compile("(?i)rh|rh_.*|.*humidity");
    private static final Pattern POWER = Pattern.compile("(?i)appliances|lights|.*power.*");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final Queue<Recording> temperatures = new ArrayDeque<>();
    private final Queue<Recording> humidities = new ArrayDeque<>();
    private final Queue<Recording> powers = new ArrayDeque<>();

    private Recordings() {}

    static Recordings in(Path folder) {
        var recordings = new Recordings();
        try (var files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".csv")).sorted().forEach(recordings::read);
        } catch (IOException e) {
            throw new UncheckedIOException("replay: " + folder + " cannot be read", e);
        }
        return recordings;
    }

    Recording nextTemperature() {
        return next(temperatures);
    }

    Recording nextHumidity() {
        return next(humidities);
    }

    Recording nextPower() {
        return next(powers);
    }

    private static Recording next(Queue<Recording> recordings) {
        return recordings.isEmpty() ? Recording.NONE : recordings.remove();
    }

    private void read(Path file) {
        var mapper = CsvMapper.builder()
                .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                .enable(CsvParser.Feature.TRIM_SPACES)
                .build();
        try (MappingIterator<String[]> rows = mapper.readerFor(String[].class).readValues(file.toFile())) {
            var columns = columns(file, rows.next());
            while (rows.hasNext()) {
                var row = rows.next();
                columns.forEach(column -> column.add(row));
            }
            columns.forEach(Column::finish);
        } catch (IOException e) {
            throw new UncheckedIOException("replay: " + file + " cannot be read", e);
        }
    }

    private List<Column> columns(Path file, String[] header) {
        var columns = new ArrayList<Column>();
        for (var index = 0; index < header.length; index++) {
            var name = header[index].equals("value") ? file.getFileName().toString() : header[index];
            var kind = kind(name);
            if (kind != null) {
                columns.add(new Column(index, header.length, kind));
            }
        }
        return columns;
    }

    private Queue<Recording> kind(String name) {
        if (TEMPERATURE.matcher(name).matches()) {
            return temperatures;
        }
        if (HUMIDITY.matcher(name).matches()) {
            return humidities;
        }
        return POWER.matcher(name).matches() ? powers : null;
    }

    private static final class Column {
        private final int index;
        private final int width;
        private final Queue<Recording> kind;
        private final List<Double> seconds = new ArrayList<>();
        private final List<Double> values = new ArrayList<>();
        private double first;

        Column(int index, int width, Queue<Recording> kind) {
            this.index = index;
            this.width = width;
            this.kind = kind;
        }

        void add(String[] row) {
            var shift = row.length == width + 1 ? 1 : 0;
            if (row.length != width + shift) {
                return;
            }
            try {
                add(seconds(row[shift]), Double.parseDouble(row[index + shift].strip()));
            } catch (DateTimeParseException | NumberFormatException e) {
                return;
            }
        }

        void finish() {
            if (!values.isEmpty()) {
                kind.add(new Recording(unboxed(seconds), unboxed(values)));
            }
        }

        private void add(double time, double value) {
            if (values.isEmpty()) {
                first = time;
            }
            var since = time - first;
            if (Double.isFinite(value) && (seconds.isEmpty() || since > seconds.getLast())) {
                seconds.add(since);
                values.add(value);
            }
        }

        private static double seconds(String text) {
            return LocalDateTime.parse(text.strip(), TIME).toEpochSecond(ZoneOffset.UTC);
        }

        private static double[] unboxed(List<Double> numbers) {
            return numbers.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }
}
