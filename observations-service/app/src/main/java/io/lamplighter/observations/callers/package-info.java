/** Who asks: the one place where a caller becomes known. */
package io.lamplighter.observations.callers;
