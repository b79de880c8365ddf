package io.lamplighter.gateway.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * An observation that a command made; with the device it is identified by name and {@code validAt}.
 *
 * @param value a number, a boolean or a text
 * @param units UCUM code of a number; absent otherwise
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Observed(String name, Object value, String units, Instant validAt) {}
