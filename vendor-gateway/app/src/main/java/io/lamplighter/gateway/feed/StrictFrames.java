package io.lamplighter.gateway.feed;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.vertx.core.net.impl.VertxHandler;

/**
 * Ends a connection that breaks RFC 6455, and says why. Vert.x lets some of it pass (reserved bits without an extension, 5.2;
 * close codes beyond the last, 7.4.2; text that is not UTF-8, 8.1) and ends the rest without a word.
 */
final class StrictFrames extends Utf8FrameValidator {
    private static final int LAST_CODE = 4999;

    /** From now on, ahead of Vert.x. */
    static void check(Channel channel) {
        var pipeline = channel.pipeline();
        pipeline.addBefore(pipeline.context(VertxHandler.class).name(), null, new StrictFrames());
    }

    private StrictFrames() {
        super(false);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof WebSocketFrame frame && isBroken(frame)) {
            frame.release();
            end(context, WebSocketCloseStatus.PROTOCOL_ERROR);
            return;
        }
        super.channelRead(context, message);
    }

    /** What the decoder found, or the check of UTF-8. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) throws Exception {
        if (failure instanceof CorruptedWebSocketFrameException broken) {
            end(context, broken.closeStatus());
        } else {
            super.exceptionCaught(context, failure);
        }
    }

    /** Past Vert.x, which would send a second close. */
    private static void end(ChannelHandlerContext context, WebSocketCloseStatus why) {
        var _ = context.writeAndFlush(new CloseWebSocketFrame(why)).addListener(sent -> {
            var _ = context.close();
        });
    }

    private static boolean isBroken(WebSocketFrame frame) {
        return frame.rsv() != 0 || (frame instanceof CloseWebSocketFrame close && close.statusCode() > LAST_CODE);
    }
}
