package io.lamplighter.bench.edge;

import io.lamplighter.bench.measure.BenchException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes every connection and never answers: the worst kind of dead. */
public final class DeadVendor implements AutoCloseable {
    private final ServerSocket socket;
    private final Set<Socket> taken = ConcurrentHashMap.newKeySet();

    public DeadVendor() {
        try {
            socket = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new BenchException("No port is free", failure);
        }
        var _ = Thread.ofPlatform().daemon().name("dead-vendor").start(this::take);
    }

    /** The address of one of its devices. */
    public String address(int number) {
        return "127.0.0.1:" + socket.getLocalPort() + "/dead-" + number;
    }

    private void take() {
        try {
            while (!socket.isClosed()) {
                taken.add(socket.accept());
            }
        } catch (IOException closed) {
            // the end
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (var connection : taken) {
                connection.close();
            }
        } catch (IOException gone) {
            // it was of no use any more
        }
    }
}
