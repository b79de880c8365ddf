package io.lamplighter.bench.edge;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** So many devices as lines of JSON, made while they are read, so that a million of them need no memory. */
public final class DeviceFile extends InputStream {
    /** How many rooms there are. */
    public static final int ROOMS = 500;

    private static final int TOGETHER = 256;

    private final String label;
    private final long count;
    private final boolean enabled;
    private long next;
    private byte[] line = new byte[0];
    private int at;

    /**
     * A file that is read once.
     *
     * @param label the value of the label {@code bench} that all of them have
     */
    public DeviceFile(String label, long count, boolean enabled) {
        this.label = label;
        this.count = count;
        this.enabled = enabled;
    }

    /** How many were made so far. */
    public long made() {
        return next;
    }

    /** The name of the room that this device is in. */
    public static String room(long number) {
        return "room-" + number % ROOMS;
    }

    @Override
    public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
        if (at == line.length) {
            if (next == count) {
                return -1;
            }
            line = lines();
            at = 0;
        }
        var some = Math.min(length, line.length - at);
        System.arraycopy(line, at, to, offset, some);
        at += some;
        return some;
    }

    private byte[] lines() {
        var lines = new StringBuilder();
        for (var more = 0; more < TOGETHER && next < count; more++) {
            lines.append(json(next++));
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String json(long number) {
        return """
                {"name":"Bench %1$d","type":"%2$s","vendor":"simulator","account":"default","vendorIds":{"id":"%3$s-%1$d"},\
                "location":{"name":"%4$s"},"labels":{"bench":"%3$s","room":"%4$s","floor":"%5$d"},"enabled":%6$b}
                """.formatted(
                        number, number % 3 == 0 ? "plug" : "thermometer", label, room(number), number % 7, enabled);
    }
}
