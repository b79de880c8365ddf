/** Gives out the devices as files that can be imported again: see docs/adr/0010-files-of-devices.md. */
package io.lamplighter.devices.exports;
