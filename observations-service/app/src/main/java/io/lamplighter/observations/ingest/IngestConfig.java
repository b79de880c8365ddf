package io.lamplighter.observations.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;

/** What is taken in, and how much at once. */
@ConfigMapping(prefix = "lamplighter.ingest")
public interface IngestConfig {

    /** How far ahead of now {@code validAt} may lie, in days and longer. */
    @WithDefault("P366D")
    Period furthestAhead();

    /** The earliest {@code validAt}; not before 1970. */
    @WithDefault("1970-01-01T00:00:00Z")
    Instant earliest();

    /** Observations of one request. */
    @WithDefault("10000")
    int observationsPerRequest();

    /** Bytes of all requests that are being worked on; more are told to come again. */
    @WithDefault("25165824")
    int bytesInFlight();

    /** A request that is not answered by then, because its body does not come, is cut off. */
    @WithDefault("PT60S")
    Duration readWithin();

    /**
     * Records on the topic that may wait for being stored; more requests are told to come again. Far below what Kafka keeps
     * in a partition of half a gigabyte.
     */
    @WithDefault("100000")
    long backlog();

    /** How often the records that wait are counted. */
    @WithDefault("PT1S")
    Duration backlogEvery();

    /** Observations of one record on the topic. */
    @WithDefault("1000")
    int observationsPerRecord();

    /** Bytes of one record on the topic, at the most pessimistic. */
    @WithDefault("786432")
    int bytesPerRecord();

    /** Rows of one statement, and about those of one transaction. */
    @WithDefault("5000")
    int rowsPerStatement();

    /** The first wait after the database failed; it doubles up to {@link #longestRetry}. */
    @WithDefault("PT0.2S")
    Duration firstRetry();

    /** The longest wait after the database failed. */
    @WithDefault("PT5S")
    Duration longestRetry();
}
