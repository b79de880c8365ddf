package io.lamplighter.interactions.tasks;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** When a run that failed is tried again. */
@ConfigMapping(prefix = "lamplighter.retries")
public interface RetryConfig {
    /** The policy of each task that has none of its own: once, since the gateway repeats reads by itself. */
    @WithDefault("1")
    int attempts();

    /** The wait before the second attempt; it doubles, with jitter between half and one and a half. */
    @WithDefault("PT0.5S")
    Duration delay();

    /** The longest wait. */
    @WithDefault("PT30S")
    Duration maxDelay();

    /** The codes of errors after which another attempt makes sense. */
    @WithDefault("unreachable,rate_limited,not_confirmed,internal")
    Set<String> on();

    /** Policies of single tasks, by their name; what they leave out is as above. */
    Map<String, Policy> tasks();

    /** The policy of one task. */
    interface Policy {
        /** As {@link RetryConfig#attempts()}. */
        Optional<Integer> attempts();

        /** As {@link RetryConfig#delay()}. */
        Optional<Duration> delay();

        /** As {@link RetryConfig#maxDelay()}. */
        Optional<Duration> maxDelay();
    }
}
