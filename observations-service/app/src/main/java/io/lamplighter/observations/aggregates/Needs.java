package io.lamplighter.observations.aggregates;

/**
 * What is wanted of each bucket besides count, minimum and maximum.
 *
 * @param sum fails when it is larger than any number
 * @param ends the first and the last
 * @param area for averages over time, which needs the ends too
 * @param percentiles always from raw rows
 * @param before the last observation before all buckets
 * @param rollups whether they may be used, which only changes how long it takes
 */
public record Needs(boolean sum, boolean ends, boolean area, boolean percentiles, boolean before, boolean rollups) {}
