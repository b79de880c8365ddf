/** Bounded concurrency without threads: so much work at a time, the rest waits in order, and not more than so much. */
package io.lamplighter.gateway.lanes;
