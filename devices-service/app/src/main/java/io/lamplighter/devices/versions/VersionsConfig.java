package io.lamplighter.devices.versions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which changes are taken. */
@ConfigMapping(prefix = "lamplighter.registry")
public interface VersionsConfig {
    /** Whether a change without {@code If-Match} is refused with 428. */
    @WithDefault("false")
    boolean requireIfMatch();
}
