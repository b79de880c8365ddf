package io.lamplighter.observations.graph;

import io.lamplighter.observations.units.Conversion;
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
        double last) {

    /** The same in other units. */
    Bucket in(String others, Conversion conversion) {
        return new Bucket(
                others,
                from,
                to,
                conversion.value(avg),
                conversion.value(min),
                conversion.value(max),
                conversion.difference(sum) + conversion.offset() * count,
                count,
                conversion.value(first),
                conversion.value(last));
    }
}
