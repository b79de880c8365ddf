package io.lamplighter.observations.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * One reading of one device at one time. A number is an {@link Attribute}; a boolean or a text is a {@link Status}.
 * Within a device it is identified by name and {@code validAt}: the same again changes nothing, another value replaces.
 */
public sealed interface Observation permits Attribute, Status {

    /** The name of the series, such as {@code temperature}: lower-case letters, digits and underscores, at most 100. */
    String name();

    /** When the value held at the device, UTC, microseconds. */
    Instant validAt();

    /**
     * Tells by the type of the value which kind it is. Truthy words are not turned into booleans: {@code "on"} is a text.
     *
     * @throws IllegalArgumentException naming the field that cannot be
     */
    @JsonCreator
    static Observation of(
            @JsonProperty("name") String name,
            @JsonProperty("value") Object value,
            @JsonProperty("units") String units,
            @JsonProperty("validAt") Instant validAt) {
        return switch (value) {
            case Number number -> new Attribute(name, number.doubleValue(), units, validAt);
            case Boolean flag -> new Status(name, flag, validAt);
            case String text -> new Status(name, text, validAt);
            case null -> throw new IllegalArgumentException("value: must not be null");
            default -> throw new IllegalArgumentException("value: must be a number, a boolean or a text");
        };
    }
}
