/**
 * Shelly devices of generation 2 and later, over their RPC by HTTP (shelly-api-docs.shelly.cloud/gen2).
 *
 * <p>A device is named by its {@code address}: host, perhaps a port, perhaps a path before {@code /rpc}. With a {@code
 * channel} it is narrowed to the components of that id, which are then named without it; else the components of id 0 have
 * bare names ({@code on}, {@code power}) and others end in their id ({@code on_1}). Where two components of a device claim
 * one name, the one that {@link io.lamplighter.driver.shelly.ComponentTypes} lists later has its type before it ({@code
 * em1_power}).
 *
 * <p>Devices know the time in whole seconds, and battery devices often not at all; so {@code validAt} is the time at which
 * the answer came.
 */
package io.lamplighter.driver.shelly;
