/** Workflows: steps in sequence and in parallel, each an interaction of its own, with what earlier ones brought. */
package io.lamplighter.interactions.workflows;
