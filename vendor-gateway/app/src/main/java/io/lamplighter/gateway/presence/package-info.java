/**
 * Who watches which device, and who is about to change it. Each replica tells the topic {@code watchers} of its own sockets
 * and follows it for those of the others; it says there again and again that it lives, so that the sockets of a replica that
 * was killed are forgotten.
 */
package io.lamplighter.gateway.presence;
