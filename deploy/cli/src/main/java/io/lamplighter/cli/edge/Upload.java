package io.lamplighter.cli.edge;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocketFactory;

/**
 * One POST whose answer is read while it is still being sent. The JDK's client reads no answer before all is sent: with a
 * service that answers each line as it takes it, both would wait for the other for ever.
 */
final class Upload implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;

    private final URI url;
    private final String user;
    private final Socket socket;
    private final InputStream in;
    private final AtomicReference<IOException> broken = new AtomicReference<>();
    private InputStream body;

    Upload(URI url, String user) throws IOException {
        this.url = url;
        this.user = user;
        var isSecret = "https".equals(url.getScheme());
        var port = url.getPort() > 0 ? url.getPort() : isSecret ? 443 : 80;
        socket = isSecret
                ? SSLSocketFactory.getDefault().createSocket(url.getHost(), port)
                : new Socket(url.getHost(), port);
        in = new BufferedInputStream(socket.getInputStream(), CHUNK);
    }

    /** Begins to send, and returns the status as soon as it is answered. */
    int send(String contentType, InputStream content) throws IOException {
        var out = new BufferedOutputStream(socket.getOutputStream(), CHUNK);
        out.write(head(contentType).getBytes(StandardCharsets.ISO_8859_1));
        Thread.ofVirtual().name("upload").start(() -> write(content, out));
        return answer();
    }

    void lines(Consumer<String> taker) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            if (!line.isBlank()) {
                taker.accept(line);
            }
        }
        if (broken.get() != null) {
            throw broken.get();
        }
    }

    String text() throws IOException {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String head(String contentType) {
        var path = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        var headers = Map.of(
                "Host",
                url.getAuthority(),
                "Accept",
                "application/x-ndjson, application/json;q=0.5, application/problem+json;q=0.5",
                "X-Requested-By",
                user,
                "Content-Type",
                contentType,
                "Transfer-Encoding",
                "chunked",
                "Connection",
                "close");
        var head = new StringBuilder("POST " + path + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString();
    }

    /** What cannot be sent is told by the answer, if there is one; what cannot be read ends the request in the middle. */
    private void write(InputStream content, OutputStream out) {
        try {
            var chunk = new byte[CHUNK];
            for (var count = read(content, chunk); count > 0; count = read(content, chunk)) {
                out.write((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(chunk, 0, count);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException refusedOrGone) {
            // the answer tells why
        }
    }

    private int read(InputStream content, byte[] chunk) throws IOException {
        try {
            return content.read(chunk);
        } catch (IOException unreadable) {
            broken.set(unreadable);
            socket.close();
            throw unreadable;
        }
    }

    private int answer() throws IOException {
        var status = line();
        while (status.startsWith("HTTP/1.1 100")) {
            var _ = headers();
            status = line();
        }
        if (!status.matches("HTTP/1\\.[01] \\d{3}.*")) {
            throw new IOException("no answer of HTTP");
        }
        var headers = headers();
        var length = headers.get("content-length");
        body = "chunked".equalsIgnoreCase(headers.get("transfer-encoding"))
                ? new Chunks(in)
                : length == null ? in : new java.io.ByteArrayInputStream(in.readNBytes(Integer.parseInt(length)));
        return Integer.parseInt(status.substring(9, 12));
    }

    private Map<String, String> headers() throws IOException {
        var headers = new TreeMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private String line() throws IOException {
        return Chunks.line(in);
    }
}
