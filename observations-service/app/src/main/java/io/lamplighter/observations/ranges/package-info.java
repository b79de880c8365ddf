/** Observations in the order of time: page by page, as streams of any length, or as few points as a chart can show. */
package io.lamplighter.observations.ranges;
