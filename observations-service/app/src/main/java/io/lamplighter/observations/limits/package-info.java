/** What the values of a series may be, where somebody has declared it. */
package io.lamplighter.observations.limits;
