/**
 * Devices that exist in memory only: the reference for authors of drivers, and something to try schedules on.
 *
 * <p>A device is named by its {@code id}. Every id is a heater with a thermometer that comes to be when it is first asked
 * for, always with the same beginnings; only ids that start with {@code missing} are unknown. Restarting forgets all.
 */
package io.lamplighter.driver.simulator;
