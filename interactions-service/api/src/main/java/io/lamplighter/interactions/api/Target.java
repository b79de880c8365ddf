package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/**
 * Which devices: either ids or a selector, resolved when the interaction starts.
 *
 * @param devices ids, at most 1000
 * @param selector resolved against the registry at the start, so that a device added later is included
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Target(@Size(min = 1, max = 1000) List<UUID> devices, Selector selector) {}
