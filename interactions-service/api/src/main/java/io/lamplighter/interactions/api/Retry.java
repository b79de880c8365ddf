package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;

/**
 * When a run that failed is tried again: after {@code delay}, doubled with each attempt up to {@code maxDelay}, each
 * between half and one and a half of that, and never past the run's deadline.
 *
 * @param attempts how often a command is sent at most, 1 to 20; 1 means never again
 * @param delay before the second attempt, 10 ms to 1 hour
 * @param maxDelay 10 ms to 1 hour
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Retry(Integer attempts, Duration delay, Duration maxDelay) {}
