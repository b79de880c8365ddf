package io.lamplighter.observations.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What this service keeps of the registry's devices. */
@ConfigMapping(prefix = "lamplighter.registry")
public interface RegistryConfig {

    /** How many known devices are remembered in memory. */
    @WithDefault("50000")
    long remembered();

    /** How long a device is remembered before the database is asked again; so long a replica may not notice a deletion. */
    @WithDefault("PT1M")
    Duration rememberedFor();

    /** How long this service's own database may take to say whether it knows a device, before the registry is asked. */
    @WithDefault("PT1S")
    Duration lookUpWithin();

    /** How long the registry may take to answer for 50 devices. */
    @WithDefault("PT2S")
    Duration answerWithin();

    /** How many devices a selector may pick for one question. */
    @WithDefault("200000")
    int selected();

    /** How often to look for observations of deleted devices. */
    @WithDefault("PT30S")
    Duration purgeEvery();

    /** How long after a device was deleted its rows are removed: longer than any statement that may still store some. */
    @WithDefault("PT2M")
    Duration purgeAfter();

    /** Rows that one statement of the purge removes. */
    @WithDefault("10000")
    int purgeChunk();
}
