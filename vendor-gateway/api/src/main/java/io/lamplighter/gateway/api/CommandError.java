package io.lamplighter.gateway.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Why a command was not done.
 *
 * @param code one of {@code unreachable}, {@code authentication_failed}, {@code rate_limited}, {@code rejected}, {@code unsupported},
 *     {@code protocol_violation}, {@code not_confirmed}, {@code device_not_found}, {@code device_disabled},
 *     {@code unknown_vendor}, {@code unknown_task}, {@code deadline_passed}, {@code internal}; more may come
 * @param detail a sentence for people
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CommandError(String code, String detail) {}
