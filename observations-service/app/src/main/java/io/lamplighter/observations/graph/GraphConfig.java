package io.lamplighter.observations.graph;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much one GraphQL question may cost; its depth and its fields are limited by {@code quarkus.smallrye-graphql}. */
@ConfigMapping(prefix = "lamplighter.graph")
public interface GraphConfig {

    /** Observations, or buckets, of one field of all devices together. */
    @WithDefault("100000")
    int rows();

    /** Pages of running runs that are read of the interactions-service, 1000 on each. */
    @WithDefault("10")
    int pagesOfRuns();

    /** How long the interactions-service may take to answer. */
    @WithDefault("PT2S")
    Duration answerWithin();

    /** Observations that may wait for one subscriber; who is further behind is told so, and cut off. */
    @WithDefault("1000")
    int behind();

    /** Subscriptions at once. */
    @WithDefault("1000")
    int subscriptions();
}
