/** The ways to ask: ranges, latest values, aggregates. */
package io.lamplighter.observations.queries;
