/**
 * The interface between the vendor gateway and the code that speaks one vendor's API.
 *
 * <p>A driver translates: it holds no retry, no rate limit, no schedule and no cache, for the gateway does these for
 * every driver alike. Calls come from any thread, for many devices at once, but for one device never two at a time. No
 * call may block; each answers within the time limit that the gateway sets by cancelling the {@code Uni}.
 */
package io.lamplighter.driver;
