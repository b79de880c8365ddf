/**
 * What the vendor gateway offers to the others: the topic of results with its records, what it tells about vendors, and
 * the messages of the feed.
 */
package io.lamplighter.gateway.api;
