package io.lamplighter.observations.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Many readings of one name, as columns: the compact form of as many {@link Observation}s.
 *
 * @param units as of {@link Attribute}; null for statuses
 * @param validAt when each value held at the device, UTC, microseconds
 * @param values as many, each a number, a boolean or a text
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SeriesObservations(String name, String units, List<Instant> validAt, List<Object> values) {
    public SeriesObservations {
        Objects.requireNonNull(name, "name: must not be null");
        validAt = List.copyOf(validAt);
        values = List.copyOf(values);
        if (validAt.size() != values.size()) {
            throw new IllegalArgumentException("values: must be as many as validAt");
        }
    }

    /** The same, one by one, in their order. */
    public List<Observation> observations() {
        return IntStream.range(0, values.size())
                .mapToObj(i -> Observation.of(name, values.get(i), units, validAt.get(i)))
                .toList();
    }
}
