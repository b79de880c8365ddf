package io.lamplighter.gateway.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Bounds and habits of the feed. */
@ConfigMapping(prefix = "lamplighter.feed")
public interface FeedConfig {
    /** How often a quiet socket hears that it lives. */
    @WithDefault("PT15S")
    Duration heartbeat();

    /** Subscriptions on one socket. */
    @WithDefault("1000")
    int maxSubscriptions();

    /** Sockets on this replica; further ones are refused with 503. */
    @WithDefault("10000")
    int maxSockets();

    /** Bytes of one message of a client; a larger one closes the socket. */
    @WithDefault("65536")
    int maxMessage();

    /** Devices that one subscription may name. */
    @WithDefault("1000")
    int maxDevices();

    /**
     * Updates that may wait for a slow client in one subscription. Beyond it observations are thinned to the newest of
     * each series, other streams start over with a snapshot.
     */
    @WithDefault("1000")
    int maxWaiting();

    /** Series that may wait for a slow client in one subscription; beyond it the subscription starts over. */
    @WithDefault("20000")
    int maxWaitingSeries();

    /** Items of one snapshot; a subscription that needs more is refused and should name devices. */
    @WithDefault("100000")
    int maxSnapshot();

    /** Snapshots that are asked of the observations-service at one time. */
    @WithDefault("8")
    int maxSnapshotsAtOnce();

    /** Recent records kept of each stream, for clients that come back with a cursor. */
    @WithDefault("20000")
    int recentRecords();

    /** Bytes of recent records kept of each stream. */
    @WithDefault("12582912")
    long recentBytes();

    /** How far back a new process reads, so that a cursor survives a restart. */
    @WithDefault("PT2M")
    Duration readBack();

    /** Origins of pages on other hosts that may open the feed, such as {@code https://example.org}; or {@code *}. */
    Optional<List<String>> allowedOrigins();
}
