/**
 * What the attributes of a minute, an hour and a day amount to, made from the raw rows in the background. Where a rollup
 * is, and its day is not pending, it equals the raw rows; where none is, the raw rows are read. The queries over them
 * are in {@code aggregates}; whoever stores rows takes the {@link io.lamplighter.observations.rollups.Watermark} in the
 * same transaction and marks the closed days that it touches in {@code pending_rollup}.
 */
package io.lamplighter.observations.rollups;
