package io.lamplighter.gateway.feed;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.quarkus.websockets.next.UserData;
import io.quarkus.websockets.next.WebSocketConnection;
import java.nio.charset.StandardCharsets;

/**
 * A websocket. Messages go straight into its channel: the way through Quarkus and Vert.x writes out every one by itself, and
 * costs several times as much as the message.
 */
final class WebSocketLine implements Line {
    /** Where whoever lets the client in leaves the channel. */
    static final UserData.TypedKey<Channel> CHANNEL = new UserData.TypedKey<>("channel");

    /** The most that clients take in one frame unless told otherwise, in bytes. */
    private static final int MOST_IN_FRAME = 65_536;

    private final WebSocketConnection connection;
    private final Channel channel;
    private ChannelFuture last;

    WebSocketLine(WebSocketConnection connection) {
        this.connection = connection;
        this.channel = connection.userData().get(CHANNEL);
    }

    @Override
    public void write(String text) {
        var bytes = Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
        if (bytes.readableBytes() <= MOST_IN_FRAME) {
            last = channel.write(new TextWebSocketFrame(bytes));
            return;
        }
        last = channel.write(new TextWebSocketFrame(false, 0, bytes.readRetainedSlice(MOST_IN_FRAME)));
        while (bytes.readableBytes() > MOST_IN_FRAME) {
            last = channel.write(new ContinuationWebSocketFrame(false, 0, bytes.readRetainedSlice(MOST_IN_FRAME)));
        }
        last = channel.write(new ContinuationWebSocketFrame(true, 0, bytes));
    }

    @Override
    public void flush(int length, FeedSocket socket) {
        channel.flush();
        var _ = last.addListener(written -> {
            if (written.isSuccess()) {
                socket.sent(length);
            } else {
                socket.closed();
            }
        });
    }

    @Override
    public void close(Closing why) {
        connection.close(why.reason()).subscribe().with(done -> {}, failure -> {});
    }
}
