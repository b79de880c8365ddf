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

    /** A socket of which nothing was heard for so long, not even the answer to a ping, is closed. */
    @WithDefault("PT2M")
    Duration silence();

    /** A socket without a subscription and without a message for so long is closed. */
    @WithDefault("PT10M")
    Duration idle();

    /** Whether who is not known may watch; in presence they never count. */
    @WithDefault("true")
    boolean anonymous();

    /** Subscriptions on one socket. */
    @WithDefault("1000")
    int maxSubscriptions();

    /** Sockets on this replica; further ones are refused with 503. */
    @WithDefault("10000")
    int maxSockets();

    /** Sockets of one user on this replica; further ones are closed. */
    @WithDefault("100")
    int maxSocketsPerUser();

    /** Characters of one message of a client; a larger one closes the socket. */
    @WithDefault("1048576")
    int maxMessage();

    /** Messages of one client in ten seconds; more close the socket. */
    @WithDefault("5000")
    int maxMessagesInTenSeconds();

    /** Requests of one client that may wait for their answers. */
    @WithDefault("16")
    int maxRequests();

    /** Devices, and names, that one subscription may list. */
    @WithDefault("1000")
    int maxDevices();

    /**
     * Updates that may wait for a slow client in one subscription. Beyond it observations are conflated to the newest of
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

    /** How far back a new process reads into memory. */
    @WithDefault("PT2M")
    Duration readBack();

    /** How long a cursor is good for: what is not in memory any more is read from Kafka again. */
    @WithDefault("PT15M")
    Duration window();

    /** Records that are read again at most for one who comes back; beyond it the subscription starts over. */
    @WithDefault("1000000")
    long maxReplay();

    /** How often it is looked whether a vendor's state has changed. */
    @WithDefault("PT2S")
    Duration vendors();

    /** Origins of pages on other hosts that may open the feed, such as {@code https://example.org}; or {@code *}. */
    Optional<List<String>> allowedOrigins();
}
