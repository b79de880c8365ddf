/** Interactions: a request to run a task against a target, how the target becomes runs, and how the whole thing ends. */
package io.lamplighter.interactions.interactions;
