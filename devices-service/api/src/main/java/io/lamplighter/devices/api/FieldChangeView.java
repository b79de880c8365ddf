package io.lamplighter.devices.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What a change made of one property of a device.
 *
 * @param field such as {@code name}, {@code location.latitude} or {@code labels.room}
 * @param from its JSON value before; null when there was none
 * @param to its JSON value since; null when there is none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FieldChangeView(String field, Object from, Object to) {}
