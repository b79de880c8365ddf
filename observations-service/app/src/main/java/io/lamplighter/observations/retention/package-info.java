/**
 * How long observations are kept: whole partitions are dropped where every rule allows it, chunks are deleted where it must
 * be, and rollups may outlive what they were made of.
 */
package io.lamplighter.observations.retention;
