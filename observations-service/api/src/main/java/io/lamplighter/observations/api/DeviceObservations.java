package io.lamplighter.observations.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A record on the topic {@code observations}: what one pull read, or what one request sent, for one device. At least one
 * observation, in either form; a name stands in one form only.
 *
 * @param deviceId the device, the key of the record
 * @param observations one by one
 * @param series as columns; absent where there are none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeviceObservations(
        UUID deviceId,
        List<Observation> observations,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SeriesObservations> series) {

    @JsonCreator
    public DeviceObservations(
            @JsonProperty("deviceId") UUID deviceId,
            @JsonProperty("observations") List<Observation> observations,
            @JsonProperty("series") List<SeriesObservations> series) {
        this.deviceId = Objects.requireNonNull(deviceId, "deviceId: must not be null");
        this.observations = observations == null ? List.of() : List.copyOf(observations);
        this.series = series == null ? List.of() : List.copyOf(series);
        if (this.observations.isEmpty() && this.series.isEmpty()) {
            throw new IllegalArgumentException("observations: must not be empty");
        }
    }

    /** Only one by one. */
    public DeviceObservations(UUID deviceId, List<Observation> observations) {
        this(deviceId, observations, List.of());
    }

    /** All of them one by one, whatever their form. */
    public List<Observation> all() {
        return series.isEmpty()
                ? observations
                : Stream.concat(observations.stream(), series.stream().flatMap(each -> each.observations().stream()))
                        .toList();
    }
}
