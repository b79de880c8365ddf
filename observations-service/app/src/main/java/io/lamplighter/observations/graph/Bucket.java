package io.lamplighter.observations.graph;

import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;

/** What the attributes of one series in one bucket amount to. */
@Description("What the attributes of one series in one bucket of time amount to")
public record Bucket(
        String units,
        Instant from,
        Instant to,
        double avg,
        double min,
        double max,
        double sum,
        int count,
        double first,
        double last) {}
