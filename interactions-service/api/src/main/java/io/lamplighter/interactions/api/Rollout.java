package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How a large interaction is let loose: a run waits as {@code scheduled} until it may go, and its timeout counts from then.
 *
 * @param rate runs begun a second at most, 1 to 10000
 * @param concurrency runs under way at one time at most, 1 to 100000
 * @param abortAfterFailedPercent when more than this share of the ended runs failed, the rest is cancelled; 0 to 100. It is
 *     judged as soon as the canary has ended, or ten runs without one
 * @param canary so many runs go first, 1 to 10000; the others wait until each of them has ended, and are cancelled when one
 *     failed and {@code abortAfterFailedPercent} is absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rollout(Integer rate, Integer concurrency, Integer abortAfterFailedPercent, Integer canary) {}
