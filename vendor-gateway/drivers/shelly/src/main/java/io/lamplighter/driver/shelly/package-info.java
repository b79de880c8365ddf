/**
 * Shelly devices: of generation 2 and later over their RPC by HTTP and websocket (shelly-api-docs.shelly.cloud/gen2), of
 * generation 1 over HTTP (shelly-api-docs.shelly.cloud/gen1).
 *
 * <p>A device is named by its {@code address}: host, perhaps a port, perhaps a path before {@code /rpc}. With a {@code
 * channel} it is narrowed to the components of that id, which are then named without it; else the components of id 0 have
 * bare names ({@code on}, {@code power}) and others end in their id ({@code on_1}). Where two components of a device claim
 * one name, the one that {@link io.lamplighter.driver.shelly.ComponentTypes} lists later has its type before it ({@code
 * em1_power}).
 *
 * <p>A device of generation 1 has the vendor id {@code generation} with {@code 1}, which discovery finds out. Where a device
 * has a password, it is the secret {@code password} of its account.
 *
 * <p>A cover is sent somewhere by {@code target_position} from 0 to 100, or by {@code state}: {@code opening}, {@code
 * closing} or {@code stopped}. Buttons tell {@code input_event}, such as {@code single_push}, by notification only.
 *
 * <p>What else can be set is found by the name under which the status tells it: outputs of coloured and of white light,
 * {@code color} as {@code #rrggbb}, {@code color_temperature} in kelvin, {@code white}, {@code target_temperature} and {@code
 * thermostat_enabled}, and the values of virtual components ({@code number_200}).
 *
 * <p>Devices know the time in whole seconds, and battery devices often not at all; so {@code validAt} is the time at which
 * the answer came; a notification has that of the device where it is near ours.
 */
package io.lamplighter.driver.shelly;
