package io.lamplighter.driver.mqtt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import javax.net.ServerSocketFactory;

/** What lies between the driver and the broker, and can be cut. */
final class Cable implements AutoCloseable {
    private static final int SUBSCRIBED = 0x90;

    private final int to;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ServerSocketFactory kind;
    private ServerSocket server;
    private Thread accepting;
    private volatile Duration hesitation = Duration.ZERO;

    Cable(int to) {
        this(to, ServerSocketFactory.getDefault());
    }

    /** One that is laid differently, such as through TLS. */
    Cable(int to, ServerSocketFactory kind) {
        this.to = to;
        this.kind = kind;
        this.server = listening(0);
        this.port = server.getLocalPort();
        this.accepting = accept(server);
    }

    int port() {
        return port;
    }

    /** From now on whatever the broker says after it has acknowledged a subscription comes so much later. */
    void hesitate(Duration howLong) {
        hesitation = howLong;
    }

    synchronized void cut() {
        close(server);
        join(accepting);
        open.forEach(Cable::close);
        open.clear();
    }

    synchronized void mend() {
        if (server.isClosed()) {
            server = listening(port);
            accepting = accept(server);
        }
    }

    @Override
    public void close() {
        cut();
    }

    private ServerSocket listening(int port) {
        try {
            var socket = kind.createServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Thread accept(ServerSocket at) {
        return Thread.startVirtualThread(() -> {
            while (!at.isClosed()) {
                try {
                    connect(at.accept());
                } catch (IOException ended) {
                    close(at);
                }
            }
        });
    }

    private void connect(Socket near) throws IOException {
        var far = new Socket(InetAddress.getLoopbackAddress(), to);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        open.add(near);
        open.add(far);
        Thread.startVirtualThread(
                () -> pump(near, far, () -> near.getInputStream().transferTo(far.getOutputStream())));
        Thread.startVirtualThread(() -> pump(far, near, () -> tell(far.getInputStream(), near.getOutputStream())));
    }

    private interface Pumping {
        void run() throws IOException;
    }

    /** Packet by packet, MQTT 5.0 2.1. */
    private void tell(InputStream from, OutputStream into) throws IOException {
        for (var type = from.read(); type >= 0; type = from.read()) {
            var packet = new ByteArrayOutputStream();
            packet.write(type);
            var part = 0x80;
            var length = 0;
            for (var shift = 0; part >= 0x80; shift += 7) {
                part = from.read();
                packet.write(part);
                length |= (part & 0x7F) << shift;
            }
            packet.write(from.readNBytes(length));
            into.write(packet.toByteArray());
            if ((type & 0xF0) == SUBSCRIBED) {
                LockSupport.parkNanos(hesitation.toNanos());
            }
        }
    }

    private void pump(Socket from, Socket into, Pumping pumping) {
        try {
            pumping.run();
        } catch (IOException cutOff) {
            // That is how it ends.
        } finally {
            close(from);
            close(into);
            open.remove(from);
            open.remove(into);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void close(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception closed) {
            throw new AssertionError(closed);
        }
    }
}
