/** Quiet windows: when a vendor or a schedule wants nothing to be started, and until when that waits. */
package io.lamplighter.interactions.quiet;
