package io.lamplighter.gateway.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Who is at one socket of the feed, and with which devices.
 *
 * @param replica the process that has the socket; a new one after each start
 * @param socket names the socket within the replica; null: the replica itself says that it lives
 * @param user null for the replica itself
 * @param devices the devices with what is done with them
 * @param at when it came to be so, UTC
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Attendance(UUID replica, String socket, String user, Map<UUID, Phase> devices, Instant at) {
    public Attendance {
        devices = devices == null ? Map.of() : Map.copyOf(devices);
    }
}
