package io.lamplighter.observations.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/**
 * A stored observation.
 *
 * @param kind {@code attribute} or {@code status}
 * @param value a number for an attribute; a boolean or a text for a status
 * @param units UCUM code of an attribute; absent for a status
 * @param validAt when the value held at the device, UTC, microseconds
 * @param recordedAt when Lamplighter stored it, UTC, microseconds
 * @param stale of a latest: whether it is older than the caller, or else the service, takes for fresh; otherwise absent
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ObservationView(
        UUID deviceId,
        String name,
        String kind,
        Object value,
        String units,
        Instant validAt,
        Instant recordedAt,
        Boolean stale) {

    /** One that is not said to be stale or fresh. */
    public ObservationView(
            UUID deviceId, String name, String kind, Object value, String units, Instant validAt, Instant recordedAt) {
        this(deviceId, name, kind, value, units, validAt, recordedAt, null);
    }

    /** The same, and whether it is stale. */
    public ObservationView stale(boolean isStale) {
        return new ObservationView(deviceId, name, kind, value, units, validAt, recordedAt, isStale);
    }

    /** The same in other units. */
    public ObservationView in(String otherUnits, double converted) {
        return new ObservationView(deviceId, name, kind, converted, otherUnits, validAt, recordedAt, stale);
    }
}
