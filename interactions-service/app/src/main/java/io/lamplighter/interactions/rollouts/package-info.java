/** Rollouts: how the runs of a large interaction are let loose, and when the rest is called off. */
package io.lamplighter.interactions.rollouts;
