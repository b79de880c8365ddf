/** Who changed what of a device and when, and what it was at any time: see docs/adr/0012-history.md. */
package io.lamplighter.devices.history;
