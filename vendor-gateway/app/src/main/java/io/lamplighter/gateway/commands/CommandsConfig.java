package io.lamplighter.gateway.commands;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How commands are done. */
@ConfigMapping(prefix = "lamplighter.commands")
public interface CommandsConfig {
    /** Commands taken from Kafka and not yet answered, waiting ones included. */
    @WithDefault("16384")
    int maxPending();

    /**
     * Commands that only read, of those; one beyond fails as {@code rate_limited} at once. So however many devices are polled,
     * what changes something finds room.
     */
    @WithDefault("8192")
    int maxPendingReads();

    /** Vendor calls at one time, all vendors together, besides reads of devices that did not answer last time. */
    @WithDefault("256")
    int maxInFlight();

    /** Vendor calls at one time to one account of one vendor, so that a slow one leaves room for the others. */
    @WithDefault("64")
    int maxInFlightPerAccount();

    /**
     * Reads at one time of devices of one account that did not answer last time, so that these delay only each other. Where that
     * is not enough for all of them they take turns, each after twice the time that all need when they are silent.
     */
    @WithDefault("256")
    int maxDoubtfulPerAccount();

    /** The same, all vendors together. */
    @WithDefault("512")
    int maxDoubtful();

    /** Calls that may wait for an account; those beyond fail as {@code rate_limited} at once. */
    @WithDefault("3072")
    int maxWaitingPerAccount();

    /** Commands that may wait for a device; those beyond fail as {@code rate_limited} at once. */
    @WithDefault("512")
    int maxWaitingPerDevice();

    /** How long one vendor call may take, and never beyond the deadline of its command. */
    @WithDefault("PT5S")
    Duration callTimeout();

    /** How often a read is tried again when the vendor was not reached, as far as the deadline allows. */
    @WithDefault("2")
    int retries();

    /** The wait before the first retry; it doubles, with jitter. */
    @WithDefault("PT0.2S")
    Duration retryDelay();

    /** So many calls without an answer in a row and the device is left alone for a while. */
    @WithDefault("3")
    int breakerFailures();

    /** How long a device is left alone before one call probes whether it is back. */
    @WithDefault("PT5S")
    Duration breakerDelay();

    /** So many calls without an answer, or refused credentials, in a row and an account behind one address is left alone. */
    @WithDefault("5")
    int accountBreakerFailures();

    /** How long an account is left alone before one call probes whether it is back. */
    @WithDefault("PT15S")
    Duration accountBreakerDelay();

    /** How long an account is left alone when the vendor says that it asks too often, but not until when. */
    @WithDefault("PT30S")
    Duration rateLimitPause();

    /** How far in the future an observation may be; what is later breaks the vendor's contract. */
    @WithDefault("PT5M")
    Duration maxFuture();

    /** How long a rebalance waits for commands under way, so that they end before another replica takes over. */
    @WithDefault("PT3S")
    Duration handover();

    /** How long answered commands are remembered, so that a repeat is not done again. */
    @WithDefault("PT2H")
    Duration ledgerAge();

    /** How many bytes of answers are remembered at most; answers to reads are forgotten first. */
    @WithDefault("33554432")
    long ledgerBytes();

    /** How much of the topic {@code results} is read back when partitions of {@code commands} are assigned. */
    @WithDefault("PT15M")
    Duration ledgerTail();
}
