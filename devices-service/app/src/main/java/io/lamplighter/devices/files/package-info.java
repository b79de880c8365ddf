/**
 * What a file of devices looks like, NDJSON or CSV: how lines are cut out of a stream of bytes, read, and written. See
 * docs/adr/0010-files-of-devices.md.
 */
package io.lamplighter.devices.files;
