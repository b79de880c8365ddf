/**
 * The live feed: one websocket with many subscriptions. Each replica follows the topics as a whole, so it shows what any
 * replica and any client changed; recent records are kept so that a client can go on where it was cut off.
 */
package io.lamplighter.gateway.feed;
