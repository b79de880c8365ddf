package io.lamplighter.gateway.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Map;

/** What of the feed is counted. */
final class FeedMeters {
    private final MeterRegistry registry;
    private final Counter sent;
    private final Counter conflated;
    private final Counter refused;

    FeedMeters(MeterRegistry registry, Map<?, ?> sockets) {
        this.registry = registry;
        this.sent = registry.counter("lamplighter_feed_messages_total");
        this.conflated = registry.counter("lamplighter_feed_conflated_total");
        this.refused = registry.counter("lamplighter_feed_refused_total");
        var _ = registry.gaugeMapSize("lamplighter_feed_sockets", Tags.empty(), sockets);
    }

    void sent(int messages) {
        sent.increment(messages);
    }

    /** So many changes were left out for newer ones, as a client is told now. */
    void conflated(long changes) {
        conflated.increment((double) changes);
    }

    void refused() {
        refused.increment();
    }

    /** A snapshot is fetched, at the beginning or because a client must start over. */
    void loads(FeedStreamKind stream) {
        registry.counter("lamplighter_feed_snapshots_total", "stream", stream.word())
                .increment();
    }

    /** A client must start over. */
    void reset(FeedStreamKind stream) {
        registry.counter("lamplighter_feed_resets_total", "stream", stream.word())
                .increment();
    }

    void closed(Closing why) {
        registry.counter("lamplighter_feed_closed_total", "reason", why.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
