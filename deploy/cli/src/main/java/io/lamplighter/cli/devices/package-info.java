/** The registry from the command line, and how a device is found by its name. */
package io.lamplighter.cli.devices;
