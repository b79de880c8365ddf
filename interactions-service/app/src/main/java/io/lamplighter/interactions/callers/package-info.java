/** Who asks: the one place where a caller becomes known, and where authentication will come in. */
package io.lamplighter.interactions.callers;
