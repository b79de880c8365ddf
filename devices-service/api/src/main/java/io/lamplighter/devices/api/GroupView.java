package io.lamplighter.devices.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.UUID;

/**
 * A group: a selector with a name. Which devices it has is found out whenever somebody asks, and stored nowhere.
 *
 * @param id UUIDv7, given by the registry
 * @param name unique; what {@code ?group=} and targets call it by
 * @param description what it is for; null when nobody said
 * @param selector which devices it has
 * @param createdAt UTC, microseconds
 * @param updatedAt when it was last changed, UTC, microseconds; strictly grows
 * @param version 1 when created, one more with each change; the ETag of the group
 * @param updatedBy who asked for the last change
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record GroupView(
        UUID id,
        String name,
        String description,
        Selector selector,
        Instant createdAt,
        Instant updatedAt,
        long version,
        String updatedBy) {}
