/**
 * The interface between the vendor gateway and the code that speaks one vendor's API.
 *
 * <p>A driver translates: it holds no retry, no rate limit, no schedule and no cache, for the gateway does these for
 * every driver alike. What a protocol itself remembers, such as an open session, is no cache.
 *
 * <p><b>Threads.</b> Calls come from any thread, for many devices at once, but for one device never two reads or sets at a
 * time; a subscription goes on beside them. No call may block, and answers may come on any thread.
 *
 * <p><b>Time limits.</b> A driver has none of its own that matter: the gateway cancels what takes too long.
 *
 * <p><b>Failures.</b> {@link io.lamplighter.driver.DriverException} has one kind for each reaction of the gateway; messages
 * are for people and hold neither secrets nor payloads.
 *
 * <p><b>Units.</b> UCUM codes as the vendor documents them; nothing is converted.
 *
 * <p><b>Calls.</b> Vendors count them, so each request is told to {@link io.lamplighter.driver.Account#calls()} as it is sent.
 *
 * <p><b>Secrets.</b> Are asked of the {@link io.lamplighter.driver.Account} with every call and not kept.
 */
package io.lamplighter.driver;
