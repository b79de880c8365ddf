package io.lamplighter.launcher;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyOptions;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * The one port that people and programs talk to: passes each request and websocket on to its service. Bodies go through in
 * both directions as they come; neither side is read faster than the other takes it.
 */
final class Edge implements AutoCloseable {
    /** Event loops, each with the connections it accepted and connections of its own to the services. */
    private static final int LOOPS = Math.min(2, Runtime.getRuntime().availableProcessors());

    private static final HttpServerOptions SERVER =
            new HttpServerOptions().setMaxHeaderSize(16 * 1024).setMaxInitialLineLength(8 * 1024);
    private static final HttpClientOptions CLIENT = new HttpClientOptions()
            .setMaxPoolSize(256)
            .setConnectTimeout(2000)
            .setKeepAliveTimeout(30)
            .setDecompressionSupported(false);

    private final Vertx vertx;

    private Edge(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Listens until it is closed.
     *
     * @param services where each service listens on 127.0.0.1
     */
    static Edge listen(String host, int port, Map<String, Integer> services) throws InterruptedException {
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
        var edge = new Edge(vertx);
        try {
            var _ = vertx.deployVerticle(
                            () -> new Lane(host, port, services), new DeploymentOptions().setInstances(LOOPS))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            return edge;
        } catch (ExecutionException failure) {
            edge.close();
            throw new LaunchException(
                    "the edge cannot listen on %s:%d (%s)"
                            .formatted(host, port, failure.getCause().getMessage()),
                    failure);
        }
    }

    @Override
    public void close() {
        var _ = vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** What one event loop does: they share the port. */
    private static final class Lane extends AbstractVerticle {
        private final String host;
        private final int port;
        private final Map<String, Integer> services;

        Lane(String host, int port, Map<String, Integer> services) {
            this.host = host;
            this.port = port;
            this.services = services;
        }

        @Override
        public void start(Promise<Void> started) {
            var proxy = HttpProxy.reverseProxy(
                            new ProxyOptions().setSupportWebSocket(true), vertx.createHttpClient(CLIENT))
                    .origin(OriginRequestProvider.selector(context -> Future.succeededFuture(
                            serviceOf(context.request().proxiedRequest().path()))))
                    .addInterceptor(new Refusals());
            vertx.createHttpServer(SERVER)
                    .requestHandler(request -> {
                        tellByWhichName(request);
                        proxy.handle(request);
                    })
                    .listen(port, host)
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        /** A service is asked by its own name; the feed compares the one that the client knows with the origin of its page. */
        private static void tellByWhichName(HttpServerRequest request) {
            var name = request.getHeader(HttpHeaders.HOST);
            if (name != null) {
                var _ = request.headers().set("X-Forwarded-Host", name);
            }
        }

        private SocketAddress serviceOf(String path) {
            return SocketAddress.inetSocketAddress(services.get(Route.of(path).service()), "127.0.0.1");
        }
    }
}
