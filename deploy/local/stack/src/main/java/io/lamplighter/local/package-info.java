/**
 * A real PostgreSQL and a real Kafka broker from their Maven artifacts, as processes of their own: the launcher keeps
 * them for {@code ./lamplighter up}, and the tests of every service run against them.
 */
package io.lamplighter.local;
