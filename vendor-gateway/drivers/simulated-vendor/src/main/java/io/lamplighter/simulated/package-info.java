/**
 * A vendor that is not there: houses with heaters, lamps, thermometers and meters that answer Shelly's generation-2 RPC
 * over HTTP, for the launcher, for tests and for load. It sees nothing of the rest of the project.
 *
 * <p>Everything of one server happens on one event loop, so no class here is safe for use from elsewhere but {@link
 * io.lamplighter.simulated.SimulatedVendor}. Values move only when somebody asks: a house is advanced to the time of the
 * question, so a thousand devices that nobody polls cost nothing.
 */
package io.lamplighter.simulated;
