/**
 * Devices of vendors that have no driver of their own, as files of YAML define them.
 *
 * <p>A device is named by its {@code definition} and by the variables of that definition, such as {@code host}; a variable may
 * also be a setting of the account. A definition says which requests are made, with which of the account's secrets, and what the
 * answers mean, in JSON, HTML, CSV or packed bytes. {@code docs/definitions.md} of this module is its reference.
 *
 * <p>Devices are searched for at {@code <definition> <variable>=<value> ...}.
 */
package io.lamplighter.driver.http;
