package io.lamplighter.devices.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of the registry. */
@ConfigMapping(prefix = "lamplighter.registry")
public interface RegistryConfig {
    /** The types that a device may have; any when absent. */
    Optional<List<String>> types();

    /** How long a request waits for the database before it is answered with 503. */
    @WithDefault("PT5S")
    Duration timeLimit();
}
