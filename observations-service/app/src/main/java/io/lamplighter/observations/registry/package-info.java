/** What this service knows of the devices: it follows their topic, asks the registry when it must, and purges what belonged to deleted ones. */
package io.lamplighter.observations.registry;
