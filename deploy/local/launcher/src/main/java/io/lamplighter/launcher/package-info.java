/**
 * Runs the whole suite on one machine: starts a real PostgreSQL, a real Kafka broker, the simulated vendor, the four
 * services and the edge, keeps them alive, and stops them in order.
 */
package io.lamplighter.launcher;
