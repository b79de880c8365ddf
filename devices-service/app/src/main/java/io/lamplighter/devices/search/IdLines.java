package io.lamplighter.devices.search;

/**
 * A batch of ids on their way.
 *
 * @param text a line for each, a JSON text; without the end of the last line
 */
record IdLines(String text) {}
