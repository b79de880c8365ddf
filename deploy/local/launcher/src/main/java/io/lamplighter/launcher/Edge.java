package io.lamplighter.launcher;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
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
    private static final long LARGEST_BODY = 10L << 20;

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
                .addInterceptor(new Refusals());
        var server = vertx.createHttpServer(
                        new HttpServerOptions().setMaxHeaderSize(16 * 1024).setMaxInitialLineLength(8 * 1024))
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

    /** Answers a problem document when a body is too large, and while a service is away. */
    private static final class Refusals implements ProxyInterceptor {
        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            if (announcedLength(context) > LARGEST_BODY) {
                return Future.succeededFuture(tooLarge(context));
            }
            return context.sendRequest().recover(_ -> Future.succeededFuture(explain(context)));
        }

        // A service closes the connection in the middle of a body that is too large, which looks like a service that is
        // away.
        private static ProxyResponse explain(ProxyContext context) {
            var received = context.request().proxiedRequest().bytesRead();
            return received > LARGEST_BODY ? tooLarge(context) : unavailable(context);
        }

        private static ProxyResponse tooLarge(ProxyContext context) {
            return problem(
                    context, 413, "body-too-large", "Body too large", "a body may have 10 MB; send less at a time");
        }

        private static ProxyResponse unavailable(ProxyContext context) {
            var service = Route.serviceOf(context.request().proxiedRequest().path());
            return problem(
                            context,
                            503,
                            "service-unavailable",
                            "Service unavailable",
                            service + " does not answer at the moment; try again in a second")
                    .putHeader("retry-after", "1");
        }

        private static ProxyResponse problem(
                ProxyContext context, int status, String type, String title, String detail) {
            var body = new JsonObject()
                    .put("type", "urn:problem:edge:" + type)
                    .put("title", title)
                    .put("status", status)
                    .put("detail", detail);
            return context.request()
                    .release()
                    .response()
                    .setStatusCode(status)
                    .putHeader("content-type", "application/problem+json")
                    .setBody(Body.body(body.toBuffer()));
        }

        private static long announcedLength(ProxyContext context) {
            var length = context.request().proxiedRequest().getHeader("content-length");
            return length == null ? 0 : Long.parseLong(length);
        }
    }
}
