package io.lamplighter.observations.retention;

import io.lamplighter.observations.series.Kind;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/** What is forgotten when; without rules nothing is. */
@ConfigMapping(prefix = "lamplighter.retention")
public interface RetentionConfig {

    /** How often to look for what is to be forgotten. */
    @WithDefault("PT1H")
    Duration every();

    /** Rows that one statement deletes. */
    @WithDefault("5000")
    int chunk();

    /** How long dropping a partition may wait for those who use it, and so may hold them up; it is tried again. */
    @WithDefault("PT0.1S")
    Duration lockTimeout();

    /** In their order: the first that fits a series counts. */
    List<Rule> rules();

    /** Which series, and how long; a rule that names nothing fits all. */
    interface Rule {

        /** Only attributes or only statuses. */
        Optional<Kind> kind();

        /** Only these names; {@code *} stands for anything. */
        Optional<String> name();

        /** Only devices of this vendor. */
        Optional<String> vendor();

        /** Only devices with all of these labels, each {@code key:value}. */
        Optional<List<String>> labels();

        /** How long after {@code validAt}, in whole days of UTC. */
        Period keep();

        /** How long the rollups of hours and days are kept; as long as the observations when absent. */
        Optional<Period> keepRollups();
    }
}
