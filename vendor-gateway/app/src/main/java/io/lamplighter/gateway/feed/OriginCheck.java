package io.lamplighter.gateway.feed;

import io.netty.channel.Channel;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Lets a browser open the feed only from a page of this host; and nobody when there are too many already. */
@Singleton
class OriginCheck implements HttpUpgradeCheck {
    private final FeedConfig config;
    private final Guests guests;

    OriginCheck(FeedConfig config, Guests guests) {
        this.config = config;
        this.guests = guests;
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        if (!isAllowed(context.httpRequest())) {
            return CheckResult.rejectUpgrade(403);
        }
        if (guests.isFull()) {
            return CheckResult.rejectUpgrade(503, Map.of("Retry-After", List.of("10")));
        }
        var channel = channel(context.httpRequest());
        StrictFrames.check(channel);
        context.userData().put(WebSocketLine.CHANNEL, channel);
        return CheckResult.permitUpgrade();
    }

    private static Channel channel(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    boolean isAllowed(HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        if (origin == null) {
            return true;
        }
        var others = config.allowedOrigins().orElse(List.of());
        if (others.contains("*") || others.contains(origin)) {
            return true;
        }
        var host = host(origin);
        return host != null && hosts(request).anyMatch(host::equalsIgnoreCase);
    }

    /** The host as the browser knows it: an edge in between tells it in a header that no page can set. */
    private static Stream<String> hosts(HttpServerRequest request) {
        return Stream.of(request.getHeader("X-Forwarded-Host"), request.getHeader("Host"))
                .filter(Objects::nonNull)
                .map(authority -> host("http://" + authority))
                .filter(Objects::nonNull);
    }

    private static String host(String origin) {
        try {
            return URI.create(origin).getHost();
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }
}
