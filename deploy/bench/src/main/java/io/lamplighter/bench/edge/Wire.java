package io.lamplighter.bench.edge;

import io.lamplighter.bench.measure.BenchException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One HTTP/1.1 connection that is kept open. It exists because the JDK's client takes several times as much of the
 * processors as what is measured, and both share them here.
 */
public final class Wire implements AutoCloseable {
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int NO_CONTENT = 204;

    private final URI url;
    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;
    private final byte[] line = new byte[LONGEST_LINE];
    private byte[] body = new byte[LONGEST_LINE];
    private int length;

    /** Connects to where this address points; its path is left out. */
    public Wire(URI url) {
        this.url = url;
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), TIMEOUT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream(), LONGEST_LINE);
            out = socket.getOutputStream();
        } catch (IOException failure) {
            throw new BenchException("Nobody answers at " + url, failure);
        }
    }

    /** The bytes of a GET request. */
    public static byte[] get(String path) {
        return ascii("GET " + path + " HTTP/1.1\r\nHost: bench\r\nX-Requested-By: bench\r\n\r\n");
    }

    /** The bytes of a POST request with a JSON body. */
    public static byte[] post(String path, String json) {
        return with("POST", path, "Content-Type: application/json", json);
    }

    /** The bytes of a request with a body, and one more header. */
    public static byte[] with(String method, String path, String header, String content) {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        var head = ascii("%s %s HTTP/1.1\r\nHost: bench\r\nX-Requested-By: bench\r\n%s\r\nContent-Length: %d\r\n\r\n"
                .formatted(method, path, header, bytes.length));
        var request = new byte[head.length + bytes.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(bytes, 0, request, head.length, bytes.length);
        return request;
    }

    /** Sends the bytes of a request, reads the whole answer, and returns its status. */
    public int ask(byte[] request) {
        try {
            out.write(request);
            return answer();
        } catch (IOException failure) {
            throw new BenchException("No answer from " + url, failure);
        }
    }

    /** The body of the last answer. */
    public String body() {
        return new String(body, 0, length, StandardCharsets.UTF_8);
    }

    /** How many bytes the body of the last answer has. */
    public int length() {
        return length;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // it was of no use any more
        }
    }

    private int answer() throws IOException {
        var status = Integer.parseInt(line().substring(9, 12));
        var announced = -1;
        var isChunked = false;
        for (var header = line(); !header.isEmpty(); header = line()) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                announced = Integer.parseInt(lower.substring(15).strip());
            }
            isChunked |= lower.startsWith("transfer-encoding:") && lower.endsWith("chunked");
        }
        length = 0;
        if (isChunked) {
            readChunks();
        } else if (announced > 0 && status != NO_CONTENT) {
            read(announced);
        }
        return status;
    }

    private void readChunks() throws IOException {
        for (var size = chunkSize(); size > 0; size = chunkSize()) {
            read(size);
            var _ = line();
        }
        while (!line().isEmpty()) {
            // trailers
        }
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    }

    private void read(int count) throws IOException {
        if (length + count > body.length) {
            body = java.util.Arrays.copyOf(body, Math.max(length + count, 2 * body.length));
        }
        if (in.readNBytes(body, length, count) < count) {
            throw new EOFException("the connection was closed in the middle of an answer");
        }
        length += count;
    }

    private String line() throws IOException {
        for (var at = 0; at < line.length; at++) {
            var next = in.read();
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            line[at] = (byte) next;
            if (next == '\n') {
                return new String(line, 0, Math.max(0, at - 1), StandardCharsets.ISO_8859_1);
            }
        }
        throw new IOException("a line is longer than " + LONGEST_LINE);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
