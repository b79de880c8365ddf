/** The ways in: HTTP to Kafka, Kafka to PostgreSQL. Every rule about what is a valid observation is in here, once for both. */
package io.lamplighter.observations.ingest;
