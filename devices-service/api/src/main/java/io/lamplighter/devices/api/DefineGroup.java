package io.lamplighter.devices.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Asks for a group to be created ({@code POST}) or to become exactly this ({@code PUT}).
 *
 * @param name what others call the group by, unique, 1 to 100 characters
 * @param description what it is for, at most 500 characters; may be absent
 * @param selector which devices it has, at any time
 */
public record DefineGroup(
        @NotBlank @Size(max = 100) String name,
        @Size(max = 500) String description,
        @NotNull(message = "must be a JSON object") Selector selector) {}
