package io.lamplighter.observations.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A record on the topic {@code observations}: what one pull read, or what one request sent, for one device.
 *
 * @param deviceId the device, the key of the record
 * @param observations at least one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeviceObservations(UUID deviceId, List<Observation> observations) {
    public DeviceObservations {
        Objects.requireNonNull(deviceId, "deviceId: must not be null");
        observations = List.copyOf(observations);
        if (observations.isEmpty()) {
            throw new IllegalArgumentException("observations: must not be empty");
        }
    }
}
