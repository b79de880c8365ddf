/**
 * Devices that a W3C Thing Description describes (w3.org/TR/wot-thing-description11), over HTTP. Nothing is known beforehand but
 * where the description lies; names, units, types and addresses are all taken from it.
 *
 * <p>Vendor ids: {@code td}, the address of the description. {@code thing} where it lies in a list: its id there. {@code
 * variables}, as in a query, where addresses have URI variables that the description gives no value for; what it lists values
 * for is read once for each.
 *
 * <p>An account has the setting {@code user} and the secrets {@code password} (for the scheme basic), {@code token} (bearer and
 * oauth2) and {@code key} (apikey), and the setting {@code hosts}: see {@link io.lamplighter.driver.wot.Place}. Credentials
 * go wherever the description says, so things that do not trust each other want accounts of their own.
 *
 * <p>Properties and events are observations: booleans and texts are statuses, numbers attributes. Names are those of the
 * description in lower case with underscores, or what other drivers use where an annotation says what it is ({@link
 * io.lamplighter.driver.wot.Names}); objects are flattened. Arrays of any length, pictures, and texts above 1024 characters are
 * passed over. A unit that is not known becomes an annotation such as {@code {something}}; no unit is {@code 1}. An event
 * without data, or with nothing but such data, is {@code true}.
 *
 * <p>A property is set by its name; a member of an object by reading the whole, replacing the member and writing the whole. An
 * action is invoked by setting its name ({@link io.lamplighter.driver.wot.Action}); what it answers is told with {@code _output}
 * at the end of the name, and what was asked for is told as done once the device has acknowledged it.
 *
 * <p>{@code validAt} is the time of the answer; of an event stream the time in the message's id, where it is near ours.
 */
package io.lamplighter.driver.wot;
