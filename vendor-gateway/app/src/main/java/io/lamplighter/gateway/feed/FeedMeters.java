package io.lamplighter.gateway.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;

/** What of the feed is counted. */
final class FeedMeters {
    private final Counter sent;
    private final Counter thinned;
    private final Counter refused;

    FeedMeters(MeterRegistry registry, Map<?, ?> sockets) {
        this.sent = registry.counter("lamplighter_feed_messages_total");
        this.thinned = registry.counter("lamplighter_feed_thinned_total");
        this.refused = registry.counter("lamplighter_feed_refused_total");
        var _ = registry.gaugeMapSize("lamplighter_feed_sockets", io.micrometer.core.instrument.Tags.empty(), sockets);
    }

    void sent() {
        sent.increment();
    }

    void thinned(long changes) {
        if (changes > 0) {
            thinned.increment((double) changes);
        }
    }

    void refused() {
        refused.increment();
    }
}
