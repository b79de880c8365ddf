package io.lamplighter.launcher;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** A reverse proxy of somebody else: serves the edge behind a path prefix, and can be cut off and mended. */
final class Gate implements AutoCloseable {
    private static final String PREFIX = "/house";

    private final Vertx vertx = Vertx.vertx();
    private final HttpProxy proxy;
    private final URI address;
    private HttpServer server;
    private int port;

    private Gate(String edge) {
        address = URI.create(edge);
        proxy = HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), vertx.createHttpClient())
                .origin(address.getPort(), address.getHost())
                .addInterceptor(new WithoutPrefix());
    }

    static Gate before(String edge) throws Exception {
        var gate = new Gate(edge);
        gate.listen(0);
        return gate;
    }

    String url() {
        return "http://127.0.0.1:" + port + PREFIX + "/";
    }

    /** Breaks every connection; nobody gets in. */
    void cut() throws Exception {
        var _ = get(server.close());
    }

    void mend() throws Exception {
        listen(port);
    }

    private void listen(int wanted) throws Exception {
        server = get(vertx.createHttpServer()
                .requestHandler(proxy)
                .webSocketHandler(this::passOn)
                .listen(wanted, "127.0.0.1"));
        port = server.actualPort();
    }

    // The proxy's interceptors do not see websockets.
    private void passOn(ServerWebSocket visitor) {
        visitor.pause();
        var options = new WebSocketConnectOptions()
                .setHost(address.getHost())
                .setPort(address.getPort())
                .setURI(visitor.uri().substring(PREFIX.length()));
        var _ = vertx.createWebSocketClient()
                .connect(options)
                .onFailure(failure -> visitor.close((short) 1013))
                .onSuccess(edge -> {
                    visitor.frameHandler(edge::writeFrame).closeHandler(closed -> edge.close());
                    edge.frameHandler(visitor::writeFrame).closeHandler(closed -> visitor.close());
                    visitor.resume();
                });
    }

    @Override
    public void close() {
        var _ = vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static final class WithoutPrefix implements ProxyInterceptor {
        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            var request = context.request();
            request.setURI(request.getURI().substring(PREFIX.length()));
            return context.sendRequest();
        }
    }
}
