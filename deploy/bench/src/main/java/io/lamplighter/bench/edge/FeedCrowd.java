package io.lamplighter.bench.edge;

import io.lamplighter.bench.measure.BenchException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Many clients of the feed on one thread, as light as can be, since they run on the machine that is measured: frames are told
 * as bytes, and nothing is kept of them.
 */
public final class FeedCrowd implements AutoCloseable {
    private static final int SMALL = 2 * 1024;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Is told each message; on the crowd's thread. */
    public interface Taker {
        /** A message of this client: so many bytes from there. */
        void take(int client, byte[] bytes, int from, int length);
    }

    /** One client. */
    public final class Client {
        private final int number;
        private final SocketChannel channel;
        private byte[] bytes = new byte[SMALL];
        private int length;
        private volatile boolean isCut;
        private volatile boolean isSlow;

        private Client(int number, SocketChannel channel) {
            this.number = number;
            this.channel = channel;
        }

        /** Sends a message. */
        public void send(String text) {
            try {
                channel.write(frame(text));
            } catch (IOException failure) {
                throw new BenchException("a client of the feed could not send", failure);
            }
        }

        /** Is gone without a word, as when the network breaks. */
        public void cut() {
            isCut = true;
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                channel.close();
            } catch (IOException alreadyGone) {
                // that is what was wanted
            }
        }

        /** From now on reads one message only when it is told to. */
        public void slowDown() {
            isSlow = true;
        }

        /** From now on reads whatever comes, as at first. */
        public void speedUp() {
            isSlow = false;
            calls.add(() -> {
                var _ = deliver(this, Integer.MAX_VALUE);
                var key = channel.keyFor(selector);
                if (key != null && key.isValid()) {
                    key.interestOps(SelectionKey.OP_READ);
                }
            });
            selector.wakeup();
        }

        /** A slow client reads one message, if there is one. */
        public void readOne() {
            calls.add(() -> {
                if (!deliver(this, 1)) {
                    fill(this, 512);
                    var _ = deliver(this, 1);
                }
            });
            selector.wakeup();
        }
    }

    private final Selector selector;
    private final Taker taker;
    private final InetSocketAddress address;
    private final Queue<Runnable> calls = new ConcurrentLinkedQueue<>();
    private final List<Client> clients = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
    private final Thread reader;
    private volatile boolean isClosed;
    private final Queue<Integer> lost = new ConcurrentLinkedQueue<>();

    /** @param feed where the feed is, such as {@code http://127.0.0.1:8084} */
    public FeedCrowd(URI feed, Taker taker) throws IOException {
        this.selector = Selector.open();
        this.taker = taker;
        this.address = new InetSocketAddress(feed.getHost(), feed.getPort());
        this.reader = Thread.ofPlatform().daemon().name("crowd").start(this::read);
    }

    /** One more client, which has sent this. */
    public Client join(int number, String message, int receiveBuffer) throws IOException {
        var channel = SocketChannel.open();
        if (receiveBuffer > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        }
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(address);
        var client = new Client(number, channel);
        shakeHands(client);
        channel.write(frame(message));
        channel.configureBlocking(false);
        synchronized (clients) {
            clients.add(client);
        }
        calls.add(() -> register(client));
        selector.wakeup();
        return client;
    }

    /** How many connections the other side has ended. */
    public int lost() {
        return lost.size();
    }

    /** A client whose connection the other side has ended, each told once; null when there is none. */
    public Integer nextLost() {
        return lost.poll();
    }

    private void shakeHands(Client client) throws IOException {
        var request = "GET /feed HTTP/1.1\r\nHost: " + address.getHostString() + ":" + address.getPort()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Version: 13\r\n\r\n";
        client.channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        var some = ByteBuffer.wrap(client.bytes);
        var end = -1;
        while (end < 0) {
            if (client.channel.read(some) < 0 || !some.hasRemaining()) {
                throw new BenchException("The feed did not shake hands");
            }
            end = indexOf(client.bytes, 0, some.position(), END_OF_HEAD);
        }
        if (!new String(client.bytes, 0, end, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 101")) {
            throw new BenchException("The feed refused a client: "
                    + new String(client.bytes, 0, end, StandardCharsets.US_ASCII)
                            .lines()
                            .findFirst()
                            .orElse(""));
        }
        var from = end + END_OF_HEAD.length;
        client.length = some.position() - from;
        System.arraycopy(client.bytes, from, client.bytes, 0, client.length);
    }

    private void register(Client client) {
        try {
            var _ = client.channel.register(selector, SelectionKey.OP_READ, client);
            var _ = deliver(client, Integer.MAX_VALUE);
        } catch (ClosedChannelException gone) {
            lose(client);
        }
    }

    private void read() {
        try {
            while (!isClosed) {
                selector.select(this::ready, 100);
                for (var call = calls.poll(); call != null; call = calls.poll()) {
                    call.run();
                }
            }
        } catch (IOException failure) {
            throw new BenchException("the crowd cannot read", failure);
        }
    }

    private void ready(SelectionKey key) {
        var client = (Client) key.attachment();
        if (client.isSlow) {
            key.interestOps(0);
            return;
        }
        fill(client, buffer.capacity());
        var _ = deliver(client, Integer.MAX_VALUE);
    }

    private void fill(Client client, int most) {
        try {
            buffer.clear().limit(most);
            var count = client.channel.read(buffer);
            if (count < 0) {
                client.channel.close();
                lose(client);
                return;
            }
            buffer.flip();
            if (client.length + count > client.bytes.length) {
                client.bytes = Arrays.copyOf(client.bytes, Integer.highestOneBit(client.length + count) * 2);
            }
            buffer.get(client.bytes, client.length, count);
            client.length += count;
        } catch (IOException broken) {
            lose(client);
        }
    }

    private void lose(Client client) {
        if (!client.isCut && !isClosed) {
            client.isCut = true;
            lost.add(client.number);
        }
    }

    /** Tells so many whole messages at most, and keeps the rest; whether there was one. */
    private boolean deliver(Client client, int most) {
        var at = 0;
        var count = 0;
        while (count < most) {
            var head = head(client.bytes, at, client.length);
            if (head < 0) {
                break;
            }
            var size = size(client.bytes, at, head);
            if (at + head + size > client.length) {
                break;
            }
            if ((client.bytes[at] & 0x0f) == 1) {
                taker.take(client.number, client.bytes, at + head, size);
                count++;
            }
            at += head + size;
        }
        if (at > 0) {
            client.length -= at;
            System.arraycopy(client.bytes, at, client.bytes, 0, client.length);
        }
        return count > 0;
    }

    /** Bytes of the frame's head; -1 when it is not all there. */
    private static int head(byte[] bytes, int at, int end) {
        if (end - at < 2) {
            return -1;
        }
        var head = switch (bytes[at + 1] & 0x7f) {
            case 126 -> 4;
            case 127 -> 10;
            default -> 2;
        };
        return end - at < head ? -1 : head;
    }

    private static int size(byte[] bytes, int at, int head) {
        var size = 0;
        if (head == 2) {
            return bytes[at + 1] & 0x7f;
        }
        for (var index = at + 2; index < at + head; index++) {
            size = (size << 8) | (bytes[index] & 0xff);
        }
        return size;
    }

    /** Masked with nothing, which is allowed and costs nothing. */
    private static ByteBuffer frame(String text) {
        var body = text.getBytes(StandardCharsets.UTF_8);
        var frame = ByteBuffer.allocate(8 + body.length).put((byte) 0x81);
        if (body.length < 126) {
            frame.put((byte) (0x80 | body.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) body.length);
        }
        return frame.putInt(0).put(body).flip();
    }

    /** Where the wanted bytes are; -1 when they are not there. */
    public static int indexOf(byte[] bytes, int from, int to, byte[] wanted) {
        for (var at = from; at <= to - wanted.length; at++) {
            if (bytes[at] == wanted[0] && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    @Override
    public void close() {
        isClosed = true;
        selector.wakeup();
        try {
            reader.join(5_000);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        synchronized (clients) {
            clients.forEach(Client::cut);
        }
        try {
            // only now do the connections really end: a selector that nobody asks holds them
            selector.close();
        } catch (IOException alreadyGone) {
            // that is what was wanted
        }
    }
}
