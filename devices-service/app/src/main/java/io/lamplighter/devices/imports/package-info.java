/** Takes in files of any number of devices: see docs/adr/0011-imports.md. */
package io.lamplighter.devices.imports;
