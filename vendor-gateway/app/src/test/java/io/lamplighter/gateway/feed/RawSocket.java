package io.lamplighter.gateway.feed;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A websocket of bare frames, which may be as wrong as a test wants them; by RFC 6455, section 5.2. */
final class RawSocket implements AutoCloseable {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    static final int FINAL = 0x80;
    static final int MOST_IN_CONTROL = 125;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MASKED = 0x80;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;

    /** A frame as it came. */
    static final class Frame {
        private final int head;
        private final byte[] payload;

        private Frame(int head, byte[] payload) {
            this.head = head;
            this.payload = payload;
        }

        byte[] payload() {
            return payload;
        }

        int opcode() {
            return head & 0x0f;
        }

        boolean isFinal() {
            return (head & FINAL) != 0;
        }

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** Of a close; 1005 when it has none. */
        int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
        }
    }

    private final Socket socket;
    private final DataInputStream in;

    RawSocket(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream().write("""
                GET /feed HTTP/1.1\r
                Host: 127.0.0.1\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Version: 13\r
                \r
                """.getBytes(StandardCharsets.US_ASCII));
        if (!head().startsWith("HTTP/1.1 101")) {
            throw new IOException("the feed was not opened");
        }
    }

    private String head() throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in.readByte());
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    void send(int head, String text) throws IOException {
        send(head, text.getBytes(StandardCharsets.UTF_8));
    }

    void send(int head, byte[] payload) throws IOException {
        write(bytes(head, payload));
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** A masked frame; the mask is all zero, which is as good as any other to a server. */
    static byte[] bytes(int head, byte[] payload) {
        var bytes = ByteBuffer.allocate(payload.length + 8).put((byte) head);
        if (payload.length < SHORT_LENGTH) {
            bytes.put((byte) (MASKED | payload.length));
        } else {
            bytes.put((byte) (MASKED | SHORT_LENGTH)).putShort((short) payload.length);
        }
        bytes.putInt(0).put(payload);
        return java.util.Arrays.copyOf(bytes.array(), bytes.position());
    }

    Frame next() throws IOException {
        var head = in.readUnsignedByte();
        var length = in.readUnsignedByte();
        var size = switch (length) {
            case SHORT_LENGTH -> in.readUnsignedShort();
            case LONG_LENGTH -> (int) in.readLong();
            default -> length;
        };
        return new Frame(head, in.readNBytes(size));
    }

    /** The next frame of this kind; heartbeats do not keep a test waiting for ever. */
    Frame next(int opcode) throws IOException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var frame = next();
        while (frame.opcode() != opcode) {
            if (System.nanoTime() > end) {
                throw new IOException("there was no frame with opcode " + opcode + " within " + PATIENCE);
            }
            frame = next();
        }
        return frame;
    }

    /** The next message that is not a heartbeat, or its first frame. */
    Frame nextMessage() throws IOException {
        var frame = next(TEXT);
        while (frame.text().startsWith("{\"type\":\"heartbeat\"")) {
            frame = next(TEXT);
        }
        return frame;
    }

    /** Whether the server has ended the connection. */
    boolean isOver() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
