/** What this service writes to Kafka: records with their acknowledgement, and dead letters. */
package io.lamplighter.observations.topics;
