package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Why a run did not succeed.
 *
 * @param code a stable word, such as {@code unreachable}, {@code rejected} or {@code deadline_passed}
 * @param detail a sentence for people
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunError(String code, String detail) {}
