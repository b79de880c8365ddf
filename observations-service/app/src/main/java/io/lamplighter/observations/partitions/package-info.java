/** The partitions of the tables of observations: created ahead of time, and whenever data of another time comes. */
package io.lamplighter.observations.partitions;
