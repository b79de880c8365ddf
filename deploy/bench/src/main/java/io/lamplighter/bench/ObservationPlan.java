package io.lamplighter.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Which observations are sent: five series of each device, a second apart, each exactly once. Twenty of one series stand
 * together, so that a request of 1,000 holds 50 series of ten devices.
 *
 * @param devices ids
 * @param count how many observations
 * @param base of the oldest
 */
record ObservationPlan(List<String> devices, long count, Instant base) {
    private static final String[] NAMES = {"temperature", "humidity", "power", "energy", "voltage"};
    private static final String[] UNITS = {"Cel", "%", "W", "kW.h", "V"};
    private static final int TOGETHER = 20;
    private static final int CHUNK = 10_000;

    /** The newest of them is an hour old. */
    static ObservationPlan of(List<String> devices, long count, Instant now) {
        var seconds = TOGETHER * (count / ((long) TOGETHER * NAMES.length * devices.size()) + 1);
        return new ObservationPlan(
                devices, count, now.truncatedTo(ChronoUnit.SECONDS).minusSeconds(3600 + seconds));
    }

    /** The request that holds those from one number up to another. */
    String request(long from, long to) {
        var json = new StringBuilder((int) (to - from) * 130).append('[');
        for (var number = from; number < to; number++) {
            var series = series(number);
            json.append(number == from ? "" : ",")
                    .append("{\"deviceId\":\"")
                    .append(devices.get(series / NAMES.length))
                    .append("\",\"name\":\"")
                    .append(NAMES[series % NAMES.length])
                    .append("\",\"value\":")
                    .append(value(number))
                    .append(",\"units\":\"")
                    .append(UNITS[series % NAMES.length])
                    .append("\",\"validAt\":\"")
                    .append(validAt(number))
                    .append("\"}");
        }
        return json.append(']').toString();
    }

    /** The same rows as PostgreSQL's COPY reads them, of series below 0. */
    List<byte[]> copied() {
        var chunks = new ArrayList<byte[]>();
        for (var from = 0L; from < count; from += CHUNK) {
            var rows = new StringBuilder(CHUNK * 70);
            for (var number = from; number < Math.min(count, from + CHUNK); number++) {
                rows.append(-1 - series(number))
                        .append("\t0\t")
                        .append(validAt(number))
                        .append('\t')
                        .append(value(number))
                        .append('\n');
            }
            chunks.add(rows.toString().getBytes(StandardCharsets.US_ASCII));
        }
        return chunks;
    }

    /** A request that holds one of them. */
    String single(long number) {
        var array = request(number, number + 1);
        return array.substring(1, array.length() - 1);
    }

    /** The device that this one is of, as its place in the list. */
    int device(long number) {
        return series(number) / NAMES.length;
    }

    /** The observation as it stands in a record of the topic. */
    String inRecord(long number) {
        return "{\"name\":\"%s\",\"value\":%s,\"units\":\"%s\",\"validAt\":\"%s\"}"
                .formatted(
                        NAMES[series(number) % NAMES.length],
                        value(number),
                        UNITS[series(number) % NAMES.length],
                        validAt(number));
    }

    /** The newest of them. */
    Instant end() {
        return validAt(count - 1);
    }

    private int series(long number) {
        return (int) (number / TOGETHER % ((long) devices.size() * NAMES.length));
    }

    private Instant validAt(long number) {
        var round = number / TOGETHER / ((long) devices.size() * NAMES.length);
        return base.plusSeconds(round * TOGETHER + number % TOGETHER);
    }

    private static double value(long number) {
        return number % 10_000 / 100.0;
    }
}
