/**
 * How the gateway meets Kafka where a consumer group does not serve: topics that every replica follows as a whole, the
 * CloudEvents headers of what it writes, and the dead letters.
 */
package io.lamplighter.gateway.topics;
