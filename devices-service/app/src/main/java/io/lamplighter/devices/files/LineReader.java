package io.lamplighter.devices.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into lines. It holds one line at most: what is longer than the limit is read over, and what is
 * not UTF-8 is told apart, so that one bad line harms no other.
 */
public final class LineReader {
    private static final int BLOCK = 1 << 16;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final int limit;
    private final boolean hasQuotes;
    private final byte[] block = new byte[BLOCK];
    private int position;
    private int end;
    private long ended;
    private byte[] line = new byte[1024];
    private int length;
    private boolean isTooLong;
    private Place place;

    private enum Place {
        START_OF_CELL,
        IN_CELL,
        IN_QUOTES,
        AFTER_QUOTE
    }

    /**
     * @param limit the most bytes that a line may have
     * @param hasQuotes whether a line end between quotes belongs to the line, as in CSV
     */
    public LineReader(InputStream in, int limit, boolean hasQuotes) {
        this.in = in;
        this.limit = limit;
        this.hasQuotes = hasQuotes;
    }

    /** The next line; null at the end of the file. Waits for the stream. */
    public FileLine next() throws IOException {
        var first = ended + 1;
        length = 0;
        isTooLong = false;
        place = Place.START_OF_CELL;
        if (position == end && !fill()) {
            return null;
        }
        while (position < end || fill()) {
            var next = block[position++];
            if (next == '\n') {
                ended++;
                if (place != Place.IN_QUOTES) {
                    return line(first);
                }
            }
            take(next);
        }
        ended++;
        return place == Place.IN_QUOTES
                ? FileLine.unreadable(first, "has a quote that is not closed: nothing after it could be read")
                : line(first);
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, in.read(block));
        return end > 0;
    }

    private void take(byte next) {
        if (hasQuotes) {
            place = after(next);
        }
        if (length == limit) {
            isTooLong = true;
            return;
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, Math.min(limit, length * 2));
        }
        line[length++] = next;
    }

    private Place after(byte next) {
        return switch (place) {
            case IN_QUOTES -> next == '"' ? Place.AFTER_QUOTE : Place.IN_QUOTES;
            case AFTER_QUOTE -> next == '"' ? Place.IN_QUOTES : outside(next);
            case START_OF_CELL -> next == '"' ? Place.IN_QUOTES : outside(next);
            case IN_CELL -> outside(next);
        };
    }

    private static Place outside(byte next) {
        return next == ',' ? Place.START_OF_CELL : Place.IN_CELL;
    }

    private FileLine line(long first) {
        if (isTooLong) {
            return FileLine.unreadable(first, "must be at most %d bytes long".formatted(limit));
        }
        var start = first == 1 && startsWithByteOrderMark() ? BYTE_ORDER_MARK.length : 0;
        var isWindows = length > start && line[length - 1] == '\r';
        return decoded(first, start, isWindows ? length - 1 : length);
    }

    private boolean startsWithByteOrderMark() {
        return length >= BYTE_ORDER_MARK.length
                && Arrays.equals(line, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    // Decoding with replacement is many times faster than with a check; only what was replaced is looked at again.
    private FileLine decoded(long first, int start, int stop) {
        var text = new String(line, start, stop - start, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0 && !isUtf8(start, stop)) {
            return FileLine.unreadable(first, "must be UTF-8");
        }
        return FileLine.readable(first, text);
    }

    private boolean isUtf8(int start, int stop) {
        try {
            var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, start, stop - start));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
