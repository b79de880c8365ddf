package io.lamplighter.gateway.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/**
 * The last thing that went wrong with a vendor.
 *
 * @param code as in {@link CommandError}
 * @param detail a sentence for people
 * @param deviceId the device that was asked
 * @param at when, UTC
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VendorError(String code, String detail, UUID deviceId, Instant at) {}
