package io.lamplighter.launcher;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
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
    private HttpServer server;
    private int port;

    private Gate(String edge) {
        var address = URI.create(edge);
        proxy = HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(true), vertx.createHttpClient())
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
        server = get(vertx.createHttpServer().requestHandler(proxy).listen(wanted, "127.0.0.1"));
        port = server.actualPort();
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
