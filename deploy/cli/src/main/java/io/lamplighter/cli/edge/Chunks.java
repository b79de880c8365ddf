package io.lamplighter.cli.edge;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** What is in a chunked body (RFC 9112, section 7.1). */
final class Chunks extends InputStream {
    private static final int LONGEST_LINE = 16 * 1024;

    private final InputStream in;
    private int left;
    private boolean hasBegun;
    private boolean hasEnded;

    Chunks(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (left == 0 && !hasEnded) {
            next();
        }
        if (hasEnded) {
            return -1;
        }
        var count = in.read(to, offset, Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the answer broke off");
        }
        left -= count;
        return count;
    }

    private void next() throws IOException {
        if (hasBegun) {
            var _ = line(in);
        }
        hasBegun = true;
        left = Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
        hasEnded = left == 0;
    }

    static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > LONGEST_LINE) {
                throw new EOFException("the answer broke off");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
