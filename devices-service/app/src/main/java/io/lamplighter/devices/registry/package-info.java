/** The registry: devices, what makes one the same as another, and who may change which version of it. */
package io.lamplighter.devices.registry;
