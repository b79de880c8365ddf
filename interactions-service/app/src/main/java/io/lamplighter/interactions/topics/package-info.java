/** How records get onto Kafka: CloudEvents in binary mode, many at a time, acknowledged before they count as sent. */
package io.lamplighter.interactions.topics;
