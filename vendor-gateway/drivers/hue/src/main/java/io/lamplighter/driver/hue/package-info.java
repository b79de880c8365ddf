/**
 * Lights, plugs, sensors and switches behind a Philips Hue bridge, over its CLIP API version 2
 * (developers.meethue.com/develop/hue-api-v2; a description of it by others: github.com/openhue/openhue-api).
 *
 * <p><b>Accounts.</b> An account is one bridge. Its setting {@code address} is {@code host[:port]}; its secret {@code
 * application-key} is what the bridge gave out when its button was pressed. The bridge proves who it is by its certificate,
 * in one of these ways:
 *
 * <ul>
 *   <li>{@code bridge-id}: the certificate is issued to this id by the makers of bridges, {@link
 *       io.lamplighter.driver.hue.SignifyRoots}; what new bridges and those with newer firmware have;
 *   <li>{@code fingerprint}: the certificate is the one with this SHA-256; for bridges that signed their own;
 *   <li>{@code ca-file}: the certificate is issued by one of the authorities in this PEM file, to {@code bridge-id} where it
 *       is set, else to the host of the address;
 *   <li>{@code insecure=true}: any certificate will do, and anybody in the network can be the bridge.
 * </ul>
 *
 * <pre>
 * lamplighter.vendors.hue.accounts.home.settings.address=192.168.1.20
 * lamplighter.vendors.hue.accounts.home.settings.bridge-id=001788fffe123456
 * lamplighter.vendors.hue.accounts.home.secrets.application-key=file:/run/secrets/hue-key
 * </pre>
 *
 * <p><b>Devices.</b> The vendor id {@code device} is the id of a CLIP resource that owns services. Alone it is a device; a
 * room, a zone and the like have their type before it: {@code room/<id>}. Ids are unique across bridges, so the vendor ids name
 * a device wherever it moves. Of its services all that {@link io.lamplighter.driver.hue.ServiceTypes} lists are read; where a
 * device has several of one type, the names of the second end in {@code _2}. Buttons end in the number that the bridge gives
 * them: {@code button_event_1}.
 *
 * <p><b>Groups.</b> Of a room, a zone and the home only what is grouped is theirs, though some bridges list the services of
 * their devices with them. A group takes a colour and tells none, so that is read back from the first of its lights that does.
 *
 * <p><b>Reach.</b> A device that the bridge itself does not reach (the status of its connectivity) is {@link
 * io.lamplighter.driver.DriverException.Unreachable}: what the bridge still shows of it is a memory.
 *
 * <p><b>Times.</b> Sensors and buttons tell since when their value holds. Else {@code validAt} is the time of the answer, or
 * the creation time of the event, both by the bridge's clock and in whole seconds as it tells them: so an event that follows an
 * answer within a second takes its place instead of being thought older. Where the bridge's clock is far from ours, it is ours.
 *
 * <p><b>Events.</b> When the event stream is open, all resources are read once in one call: this tells the present state, and
 * how the parts are called that events are about. It is read again when devices are added or change their services.
 */
package io.lamplighter.driver.hue;
