/** Targets: which devices an interaction is for, asked of the registry or of what is stored, a page at a time. */
package io.lamplighter.interactions.targets;
