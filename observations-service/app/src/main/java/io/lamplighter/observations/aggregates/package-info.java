/**
 * What the attributes of a series amount to in buckets of time, from rollups where there are any and from the raw rows
 * elsewhere; the answer is the same. This is the arithmetic of numbers only: whoever asks resolves the series, converts
 * units and says what is shown ({@code queries}); {@code rollups} makes what is read here.
 */
package io.lamplighter.observations.aggregates;
