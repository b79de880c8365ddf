package io.lamplighter.cli.edge;

import io.lamplighter.cli.output.Progress;
import io.lamplighter.cli.output.UnreadException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where an export goes: a file, which has its name only once it is complete, or the terminal. */
public final class Download extends OutputStream {
    private final String file;
    private final Progress progress;
    private final Path unfinished;
    private final OutputStream to;
    private long lines;
    private boolean skipsLine;

    /**
     * Opens it.
     *
     * @param file its name, or {@code -} for what is printed
     * @throws MistakeException when it cannot be written
     */
    public Download(String file, PrintWriter out, Progress progress) {
        this.file = file;
        this.progress = progress;
        this.unfinished = "-".equals(file) ? null : Path.of(file + ".part");
        this.to = unfinished == null ? new Printed(out) : opened();
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        var from = offset;
        for (var at = offset; at < offset + length; at++) {
            if (bytes[at] == '\n' && skipsLine) {
                skipsLine = false;
                from = at + 1;
            } else if (bytes[at] == '\n') {
                lines++;
            }
        }
        if (!skipsLine) {
            pass(bytes, from, offset + length - from);
        }
        progress.tick(() -> "%,d lines".formatted(lines));
    }

    /**
     * Another stream follows in the same file.
     *
     * @param hasHeader whether its first line is a header, which is there already
     */
    public void nextPart(boolean hasHeader) {
        skipsLine = hasHeader;
    }

    /** All is there: the file gets its name. */
    public void complete() throws IOException {
        to.close();
        if (unfinished != null) {
            Files.move(unfinished, Path.of(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        to.close();
        if (unfinished != null) {
            Files.deleteIfExists(unfinished);
        }
    }

    /** A full disk is not a service that broke off. */
    private void pass(byte[] bytes, int offset, int length) {
        try {
            to.write(bytes, offset, length);
        } catch (IOException failure) {
            throw new MistakeException(file + " cannot be written: " + failure.getMessage());
        }
    }

    private OutputStream opened() {
        try {
            return new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16);
        } catch (IOException failure) {
            throw new MistakeException(file + " cannot be written: " + failure.getMessage());
        }
    }

    /** Characters may be cut by the end of a buffer. */
    private static final class Printed extends OutputStream {
        private final CharsetDecoder decoder =
                StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
        private final CharBuffer characters = CharBuffer.allocate(1 << 16);
        private ByteBuffer rest = ByteBuffer.allocate(0);
        private final PrintWriter out;

        Printed(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            var all = ByteBuffer.allocate(rest.remaining() + length)
                    .put(rest)
                    .put(bytes, offset, length)
                    .flip();
            while (decoder.decode(all, characters, false).isOverflow()) {
                print();
            }
            print();
            rest = all.compact().flip();
            if (out.checkError()) {
                throw new UnreadException();
            }
        }

        @Override
        public void close() {
            out.flush();
        }

        private void print() {
            out.print(characters.flip());
            characters.clear();
        }
    }
}
