package io.lamplighter.devices.api;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Size;

/**
 * Where a device is.
 *
 * @param name the room or place as people call it, at most 100 characters
 * @param latitude WGS 84 degrees north, -90 to 90
 * @param longitude WGS 84 degrees east, -180 to 180
 * @param timeZone IANA time zone of the place, such as {@code Europe/Rome}
 */
public record Location(
        @Size(max = 100) String name,
        @DecimalMin("-90") @DecimalMax("90") Double latitude,
        @DecimalMin("-180") @DecimalMax("180") Double longitude,
        @Size(max = 64) String timeZone) {}
