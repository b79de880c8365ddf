package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How far a rollout has come.
 *
 * @param phase {@code canary}, {@code running}, {@code aborted} or {@code done}
 * @param released how many runs may go or went
 * @param held how many wait
 * @param failed how many of the ended ones did not succeed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RolloutView(
        Integer rate,
        Integer concurrency,
        Integer abortAfterFailedPercent,
        Integer canary,
        String phase,
        long released,
        long held,
        long failed) {}
