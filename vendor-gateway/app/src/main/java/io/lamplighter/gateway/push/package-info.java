/**
 * What vendors tell by themselves: subscriptions, which follow the partitions of {@code commands} that this replica owns, and
 * webhooks, which any replica takes.
 */
package io.lamplighter.gateway.push;
