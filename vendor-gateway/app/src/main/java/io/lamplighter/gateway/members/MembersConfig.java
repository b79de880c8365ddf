package io.lamplighter.gateway.members;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How groups are followed. */
@ConfigMapping(prefix = "lamplighter.members")
public interface MembersConfig {
    /** How often the registry is asked whether a group that somebody watches is still defined as it was. */
    @WithDefault("PT10S")
    Duration groupRefresh();
}
