package io.lamplighter.launcher;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** The one port that people and programs talk to: passes each request and websocket on to its service. */
final class Edge implements AutoCloseable {
    private final Vertx vertx;
    private final HttpServer server;

    private Edge(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /**
     * Listens until it is closed.
     *
     * @param services where each service listens on 127.0.0.1
     */
    static Edge listen(String host, int port, Map<String, Integer> services) throws InterruptedException {
        var vertx = Vertx.vertx();
        var client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(256)
                .setConnectTimeout(2000)
                .setKeepAliveTimeout(30)
                .setDecompressionSupported(false));
        var proxy = HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(true), client)
                .origin(OriginRequestProvider.selector(
                        context -> Future.succeededFuture(SocketAddress.inetSocketAddress(
                                services.get(Route.serviceOf(
                                        context.request().proxiedRequest().path())),
                                "127.0.0.1"))))
                .addInterceptor(new Unavailable());
        var server = vertx.createHttpServer(new HttpServerOptions().setMaxHeaderSize(16 * 1024))
                .requestHandler(proxy);
        try {
            server.listen(port, host).toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException failure) {
            throw new LaunchException(
                    "the edge cannot listen on %s:%d (%s)"
                            .formatted(host, port, failure.getCause().getMessage()),
                    failure);
        }
        return new Edge(vertx, server);
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Answers a problem document while a service is away. */
    private static final class Unavailable implements ProxyInterceptor {
        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            return context.sendRequest().recover(failure -> Future.succeededFuture(problem(context)));
        }

        private static ProxyResponse problem(ProxyContext context) {
            var service = Route.serviceOf(context.request().proxiedRequest().path());
            var problem = """
                    {"type":"urn:problem:edge:service-unavailable","title":"Service unavailable","status":503,\
                    "detail":"%s does not answer at the moment; try again in a second"}""".formatted(service);
            return context.request()
                    .release()
                    .response()
                    .setStatusCode(503)
                    .putHeader("content-type", "application/problem+json")
                    .putHeader("retry-after", "1")
                    .setBody(Body.body(Buffer.buffer(problem)));
        }
    }
}
