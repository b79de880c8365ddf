/** Signals: series from outside, such as a price or the carbon intensity of the grid, and the task that follows them. */
package io.lamplighter.interactions.signals;
