package io.lamplighter.gateway.accounts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How secrets are kept fresh. */
@ConfigMapping(prefix = "lamplighter.accounts")
public interface AccountsConfig {
    /** How often secrets are read again; they are too when a vendor refuses them. */
    @WithDefault("PT10S")
    Duration secretsRefresh();
}
