package io.lamplighter.devices.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings of idempotency keys. */
@ConfigMapping(prefix = "lamplighter.idempotency")
public interface IdempotencyConfig {
    /** How long an answer is kept; after that the same key is a new request. */
    @WithDefault("PT24H")
    Duration keep();

    /** How often what is older than that is thrown away. */
    @WithDefault("PT15M")
    Duration cleanUpInterval();
}
