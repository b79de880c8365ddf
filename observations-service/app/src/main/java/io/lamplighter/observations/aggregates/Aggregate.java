package io.lamplighter.observations.aggregates;

/**
 * What a series amounts to.
 *
 * @param buckets one for each bucket; null where there is no observation
 * @param percentiles the 50th, 95th and 99th of each bucket; null where none were asked for, and where there is no observation
 * @param before the last observation before all of it; null when there is none, or was not asked for
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record Aggregate(Summary[] buckets, double[][] percentiles, Reading before) {}
