/**
 * The registry as this replica knows it: the topic {@code devices} is followed from its beginning and kept in memory;
 * a device that has not been met there yet is asked for over REST.
 */
package io.lamplighter.gateway.devices;
