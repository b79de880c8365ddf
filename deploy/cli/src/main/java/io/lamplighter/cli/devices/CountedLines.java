package io.lamplighter.cli.devices;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** What is read, with the number of lines that went by. */
final class CountedLines extends FilterInputStream {
    private final AtomicLong lines = new AtomicLong();

    CountedLines(InputStream in) {
        super(in);
    }

    long count() {
        return lines.get();
    }

    @Override
    public int read() throws IOException {
        var next = super.read();
        if (next == '\n') {
            lines.incrementAndGet();
        }
        return next;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        var count = super.read(to, offset, length);
        for (var at = offset; at < offset + count; at++) {
            if (to[at] == '\n') {
                lines.incrementAndGet();
            }
        }
        return count;
    }
}
