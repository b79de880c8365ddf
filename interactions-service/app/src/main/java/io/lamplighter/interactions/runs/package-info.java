/**
 * Runs: one task against one device, from the command that asks for it to the result, the timeout or the cancellation
 * that ends it, with every change announced.
 */
package io.lamplighter.interactions.runs;
