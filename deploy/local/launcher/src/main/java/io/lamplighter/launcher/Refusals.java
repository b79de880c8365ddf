package io.lamplighter.launcher;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;

/** Answers a problem document when a body is too large for its path, and while a service is away. */
final class Refusals implements ProxyInterceptor {
    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        if (announcedLength(context) > route(context).largestBody()) {
            return Future.succeededFuture(tooLarge(context));
        }
        return context.sendRequest().recover(_ -> Future.succeededFuture(explain(context)));
    }

    // A service closes the connection in the middle of a body that is too large, which looks like a service that is
    // away.
    private static ProxyResponse explain(ProxyContext context) {
        var received = context.request().proxiedRequest().bytesRead();
        return received > route(context).largestBody() ? tooLarge(context) : unavailable(context);
    }

    private static ProxyResponse tooLarge(ProxyContext context) {
        var megabytes = route(context).largestBody() >> 20;
        return problem(
                context,
                413,
                "body-too-large",
                "Body too large",
                "a body may have " + megabytes + " MB here; send less at a time");
    }

    private static ProxyResponse unavailable(ProxyContext context) {
        return problem(
                        context,
                        503,
                        "service-unavailable",
                        "Service unavailable",
                        route(context).service() + " does not answer at the moment; try again in a second")
                .putHeader("retry-after", "1");
    }

    private static ProxyResponse problem(ProxyContext context, int status, String type, String title, String detail) {
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

    private static Route route(ProxyContext context) {
        return Route.of(context.request().proxiedRequest().path());
    }

    private static long announcedLength(ProxyContext context) {
        var length = context.request().proxiedRequest().getHeader("content-length");
        return length == null ? 0 : Long.parseLong(length);
    }
}
