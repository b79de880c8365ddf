package io.lamplighter.observations.queries;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much one query may ask for. */
@ConfigMapping(prefix = "lamplighter.queries")
public interface QueriesConfig {

    /** Devices of one query. */
    @WithDefault("100")
    int devices();

    /** Buckets of one aggregate. */
    @WithDefault("10000")
    int buckets();

    /** From when on an aggregate is taken when the query does not say. */
    @WithDefault("PT24H")
    Duration span();

    /** How long the database may take altogether; its own limit of a statement lies below. */
    @WithDefault("PT8S")
    Duration answerWithin();

    /** Statements for single keys (newest values of a device, buckets of a series) that run at once, of each kind. */
    @WithDefault("1")
    int statements();

    /** Keys of one such statement: who asks while it runs goes into the next one. */
    @WithDefault("200")
    int keysPerStatement();

    /** Look-ups of a kind that may wait for a statement; more are told to come again. */
    @WithDefault("10000")
    int waiting();
}
